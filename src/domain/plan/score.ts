import { z } from "zod";
import type { Draft } from "./draft.ts";
import { renderDraft, renderSection } from "./render.ts";
import { SECTIONS } from "./sections.ts";
import { TEMPLATES } from "./template.ts";

/** An idea with what a good document for it says, and what must not be in it. */
export const EvalCase = z.strictObject({
  name: z.string(),
  idea: z.string(),
  context: z.string(),
  template: z.enum(TEMPLATES),
  mentions: z.array(z.string()),
  silent: z.array(z.string()),
  /** What the scripted model says to each variant, turn by turn; the last is said again. */
  replies: z.record(z.string(), z.array(z.unknown()).min(1)),
});
export type EvalCase = z.output<typeof EvalCase>;

/** Each from 0 to 1. */
export interface Scores {
  /** Whether there was a usable answer at all. */
  usable: number;
  /** Sections that say something. */
  complete: number;
  /** Goals with a measure. */
  measured: number;
  /** Requirements with a criterion, and with a story. */
  traced: number;
  /** What has to be said is said, and nothing that must not be. */
  grounded: number;
}

export const NO_SCORES: Scores = { usable: 0, complete: 0, measured: 0, traced: 0, grounded: 0 };

export function scoreDraft(draft: Draft, { mentions, silent }: Pick<EvalCase, "mentions" | "silent">): Scores {
  const text = renderDraft(draft).toLowerCase();
  const has = (words: string) => text.includes(words.toLowerCase());
  const asked = SECTIONS.filter(({ key }) => key !== "questions" && key !== "related");
  return {
    usable: 1,
    complete: shareOf(asked, (section) => renderSection(draft, section) !== ""),
    measured: shareOf(draft.goals, ({ measure }) => measure !== null),
    traced: shareOf(draft.requirements, ({ id }) => isTraced(draft, id)),
    grounded: silent.some(has) ? 0 : shareOf(mentions, has),
  };
}

/** The mean of everything that is judged. */
export function totalOf(scores: Scores): number {
  const values = Object.values(scores);
  return values.reduce((sum: number, value: number) => sum + value, 0) / values.length;
}

export function meanOf(all: readonly Scores[]): Scores {
  const mean = (key: keyof Scores) => all.reduce((sum, scores) => sum + scores[key], 0) / Math.max(1, all.length);
  const [usable, complete, measured] = [mean("usable"), mean("complete"), mean("measured")];
  return { usable, complete, measured, traced: mean("traced"), grounded: mean("grounded") };
}

function isTraced({ acceptance, tickets }: Draft, id: string): boolean {
  const proofs = acceptance.filter(({ serves }) => serves.includes(id)).map((criterion) => criterion.id);
  const served = tickets.epics.flatMap(({ stories }) => stories.flatMap((story) => story.serves));
  return proofs.length > 0 && [id, ...proofs].some((one) => served.includes(one));
}

/** Of nothing, nothing is as it should be. */
function shareOf<Item>(items: readonly Item[], isGood: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isGood).length / items.length;
}
