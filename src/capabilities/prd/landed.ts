import { z } from "zod";
import { nameConflicts } from "#domain/prd/conflicts";
import { MAIN } from "#domain/prd/prd";
import type { View } from "#lib/view";
import { describeConflicts } from "./conflict-view.ts";
import { Conflict } from "./fields.ts";
import type { Landed as Done, Merged } from "./land.ts";

/** What became of a text that somebody wrote, or of a branch that they merged. */
export const Landed = z.object({
  number: z.number(),
  branch: z.string(),
  status: z.enum(["kept", "same", "nothing", "conflicts"]),
  /** The newest version of the branch. */
  version: z.number(),
  /** Whether it was joined with what somebody else wrote meanwhile. */
  is_joined: z.boolean(),
  /** What people have to settle, and between which versions. */
  conflicts: z.array(Conflict),
  from: z.string().nullable(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});
export type Landed = z.output<typeof Landed>;

const SETTLED = { is_joined: false, conflicts: [], from: null, ours: null, theirs: null };

export function toLanded(of: { number: number; branch: string }, done: Done | Merged): Landed {
  if (done.status === "conflicts") {
    const { from, ours, theirs, parts } = done;
    const between = { from, ours: ours.id, theirs: theirs.id, conflicts: nameConflicts(parts) };
    return { ...of, status: "conflicts", version: ours.number, is_joined: false, ...between };
  }
  const isJoined = "joined" in done && done.joined;
  return { ...of, ...SETTLED, status: done.status, version: done.version.number, is_joined: isJoined };
}

export function describeLanded(landed: Landed): View {
  const { number, branch, status } = landed;
  if (status === "conflicts") return describeConflicts(landed);
  const text = describeEnding(landed);
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      {
        type: "buttons",
        buttons: [{ label: "Show it", call: { name: "prd.show", input: { prd: number, branch } }, opens: "dialog" }],
      },
    ],
  };
}

function describeEnding({ number, branch, status, version, is_joined }: Landed): string {
  const where = branch === MAIN ? `PRD ${number}` : `PRD ${number}, branch “${branch}”`;
  if (status === "same") return `${where} says that already, in version ${version}.`;
  if (status === "nothing") return `${where} has all of it already: there is nothing to merge.`;
  return `${where} is now at version ${version}.${is_joined ? " Somebody wrote meanwhile, and both are in it." : ""}`;
}
