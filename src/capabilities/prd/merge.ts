import { z } from "zod";
import { keepBoth, type NamedConflict, settleConflicts } from "#domain/prd/conflicts";
import { TEXT_BYTES_MAX } from "#domain/prd/limits";
import { MAIN, type Prd } from "#domain/prd/prd";
import { VERSION_ID } from "#domain/prd/reference";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { fieldOf } from "./conflict-view.ts";
import { BranchField, PrdField } from "./fields.ts";
import { requireHead, requireVersion } from "./find.ts";
import { closedBy, type Landed as Done, joinTexts, land, type Merged, mergeInto } from "./land.ts";
import { describeLanded, Landed, toLanded } from "./landed.ts";

const Settled = z
  .record(z.string().regex(/^conflict_\d{1,4}$/), z.string().max(TEXT_BYTES_MAX))
  .describe("What stands in the place of each conflict, like conflict_1; nothing for one that is left out.");

const PinField = z.string().regex(VERSION_ID, { error: "Give the whole id of the version." });

const Input = z.object({
  prd: PrdField,
  from: BranchField.unwrap().describe("The branch that is merged."),
  take: z
    .enum(["ours", "theirs", "both"])
    .optional()
    .describe("Settles every conflict the same way: as it is there (ours), as it comes (theirs), or both."),
  into: BranchField.default(MAIN).describe("The branch that takes it in; main unless given."),
  settled: Settled.optional(),
  ours: PinField.optional().meta({ isNamed: true }).describe("The version of the branch for which it was settled."),
  theirs: PinField.optional().meta({ isNamed: true }).describe("The version that is merged, for which it was settled."),
});
type Input = z.output<typeof Input>;

export const mergePrd = defineCapability({
  name: "prd.merge",
  summary: "Merge a branch of a PRD into another; where they disagree, you settle it.",
  risk: "record",
  command: "/prd merge",
  usage: "/prd merge 3 my-branch · /prd merge 3 my-branch take:ours",
  input: Input,
  result: Landed,
  async run(context, input) {
    const prd = await requireOpenPrd(context, input.prd);
    if (input.from === input.into) throw new UserError("Name two branches: one cannot be merged into itself.");
    const done = input.settled || input.take ? await settle(context, prd, input) : await merge(context, prd, input);
    return toLanded({ number: prd.number, branch: input.into }, done);
  },
  view: describeLanded,
});

function merge(context: Context, prd: Prd, { from, into }: Input): Promise<Merged> {
  return mergeInto(context, { prd, branch: into, from, message: `Merge ${from}` });
}

/** What people settled holds for the two versions that they saw; what was written since is joined with it. */
async function settle(context: Context, prd: Prd, input: Input): Promise<Done | Merged> {
  const { from, into } = input;
  await requireHead(context, prd, into);
  const ours = await (input.ours ? requireVersion(context, prd, input.ours) : requireHead(context, prd, into));
  const theirs = await (input.theirs ? requireVersion(context, prd, input.theirs) : requireHead(context, prd, from));
  if (input.settled && !(input.ours && input.theirs)) {
    throw new UserError("Say with “ours” and “theirs” which two versions you settled.");
  }
  const parts = await joinTexts(context, { prd, ours, theirs });
  if (!parts) return { status: "nothing", version: ours };
  const text = settleConflicts(parts, (conflict) => choose(conflict, input));
  const closes = closedBy(from);
  return land(context, {
    ...{ prd, branch: into, base: ours, text, message: `Merge ${from}`, parents: [theirs.id] },
    ...(closes !== undefined && { closes }),
  });
}

function choose(conflict: NamedConflict, { settled, take }: Input): string {
  if (settled) return settled[fieldOf(conflict.number)] ?? "";
  if (take === "ours" || take === "theirs") return conflict[take];
  return keepBoth(conflict);
}
