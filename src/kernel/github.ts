import { hasMark } from "#lib/mark";
import type { Attempt } from "./capability.ts";
import type { Context, Writing } from "./context.ts";
import { UserError } from "./errors.ts";
import type { GithubComment, GithubReads, GithubWrites, ItemRef } from "./ports/github.ts";
import { madeSince } from "./sending.ts";

const ABSENT = "GitHub is not connected: set GITHUB_TOKEN.";

export function requireReads({ vendors }: Context): GithubReads {
  if (!vendors.github) throw new UserError(ABSENT);
  return vendors.github;
}

export function requireWrites({ writes }: Writing): GithubWrites {
  if (!writes.github) throw new UserError(ABSENT);
  return writes.github;
}

/** "acme/api#7" as GitHub's methods take it. */
export function readRef(item: string): ItemRef {
  const [repo = "", number = ""] = item.split("#");
  return { repo, number: Number(number) };
}

/** The comment that an attempt made. Anybody can paste a mark; only in our own comments does it mean anything. */
export async function findMarked(
  context: Context,
  item: string,
  attempt: Pick<Attempt, "key" | "since">,
): Promise<GithubComment | undefined> {
  const reads = requireReads(context);
  const [me, comments] = await Promise.all([reads.me(), reads.commentsSince(readRef(item), madeSince(attempt))]);
  return comments.find(({ author, body }) => author === me && hasMark(body, attempt.key));
}
