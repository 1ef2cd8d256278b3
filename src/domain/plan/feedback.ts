import { listHunks } from "#domain/prd/hunks";
import { toLines } from "#domain/prd/lines";

export const RATINGS = ["up", "down"] as const;
export type Rating = (typeof RATINGS)[number];

/** What a reader thinks of a model's draft. */
export interface DraftRating {
  plan: string;
  by: string;
  rating: Rating;
  at: Date;
}

/** What the next person changed in a model's draft. */
export interface DraftEdit {
  plan: string;
  by: string;
  /** The version that came after the draft. */
  version: string;
  added: number;
  removed: number;
  /** The lines that came and went, cut to a limit. */
  patch: string;
  at: Date;
}

export interface VariantFigures {
  /** "plan@1/base". */
  prompt: string;
  drafts: number;
  up: number;
  down: number;
  edited: number;
  linesChanged: number;
}

const PATCH_LENGTH_MAX = 20_000;

/** The difference between what a model wrote and what a person made of it. */
export function describeEdit(before: string, after: string): Pick<DraftEdit, "added" | "removed" | "patch"> {
  const [old, young] = [toLines(before), toLines(after)];
  const hunks = listHunks(old, young);
  const lines = hunks.flatMap(({ at, removed, to, added }) => [
    ...old.slice(at, at + removed).map((line) => `-${line}`),
    ...young.slice(to, to + added).map((line) => `+${line}`),
  ]);
  return {
    added: hunks.reduce((sum, { added }) => sum + added, 0),
    removed: hunks.reduce((sum, { removed }) => sum + removed, 0),
    patch: lines.join("\n").slice(0, PATCH_LENGTH_MAX).toWellFormed(),
  };
}
