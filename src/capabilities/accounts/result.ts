import { z } from "zod";
import { type Person, Vendor } from "#domain/directory";
import type { Inline, View } from "#lib/view";

export const Account = z.object({ vendor: Vendor, handle: z.string() });

/** A person as people are told of one. */
export const PersonResult = z.object({
  name: z.string(),
  zone: z.string().nullable(),
  accounts: z.array(Account),
});
export type PersonResult = z.output<typeof PersonResult>;

export function toResult({ name, zone, accounts }: Person): PersonResult {
  return { name, zone, accounts };
}

/** `before` is what was just done. */
export function describePerson({ name, zone, accounts }: PersonResult, before = ""): View {
  const linked = accounts.filter(({ vendor }) => vendor !== "slack");
  const list = linked.map(({ vendor, handle }) => `${handle} on ${vendor}`).join(", ");
  const told = list ? `known as ${list}` : "no other account linked yet";
  const content: Inline[] = [before, { bold: name }, `: ${told}.`, zone ? ` Your time zone is ${zone}.` : ""];
  return {
    text: `${before}${name}: ${told}.`,
    nodes: [
      { type: "text", content },
      { type: "note", content: ["Link more with ", { code: "/adjutant link github LOGIN" }, "."] },
    ],
  };
}
