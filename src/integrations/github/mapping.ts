import type { Actor } from "#domain/events";
import type { Account } from "./payloads.ts";

/** What the mappers must be told. */
export interface Mapping {
  receivedAt: number;
  /** Logins in lower case that are bots although GitHub calls them users. */
  bots: ReadonlySet<string>;
}

/** GitHub's own account for those that were deleted. */
const GHOST = "ghost";

/** The account's type decides, then its name. */
export function toActor(account: Account, { bots }: Pick<Mapping, "bots">): Actor {
  const person = (account?.login ?? GHOST).toLowerCase();
  const isBot = account?.type === "Bot" || person.endsWith("[bot]") || bots.has(person);
  return { person, personKind: isBot ? "bot" : "human" };
}

export function toRepo({ full_name: name }: { full_name: string }): string {
  return name.toLowerCase();
}
