import { z } from "zod";
import { MAIN, STATES, VERDICTS } from "#domain/prd/prd";
import { BRANCH_NAME } from "#domain/prd/reference";

export const PrdField = z.coerce.number().int().min(1).describe("Number of the PRD, like 3.");

export const VersionField = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .describe("A version, like v12, the beginning of its id, or the name of a branch.");

const BranchName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(BRANCH_NAME, { error: "Name a branch with small letters, digits and dashes, like shorter-scope." });

export const BranchField = BranchName.default(MAIN).describe("The branch; main unless given.");
export const NewBranchField = BranchName.refine((name) => !/^v?\d+$/.test(name) && !name.startsWith("edit-"), {
  error: "That reads like a version. Give it a name of its own.",
}).describe("Name of the new branch, like shorter-scope.");

export const State = z.enum(STATES);
export const Verdict = z.enum(VERDICTS);

/** Who did something; the name is their id where we have none. */
export const Who = z.object({ id: z.string(), name: z.string() });
export type Who = z.output<typeof Who>;

/** A version as lists name it. */
export const Entry = z.object({
  number: z.number(),
  id: z.string(),
  parents: z.array(z.number()),
  author: Who,
  message: z.string(),
  at: z.string(),
});
export type Entry = z.output<typeof Entry>;

export const Conflict = z.object({
  number: z.number(),
  heading: z.string().nullable(),
  base: z.string(),
  ours: z.string(),
  theirs: z.string(),
});
