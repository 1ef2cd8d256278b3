import { z } from "zod";
import type { Approval } from "#domain/trust/stored";
import type { TrustParts } from "./parts.ts";

const REASON_LENGTH_MAX = 200;

/** What is remembered of a batch besides its rows that have begun. */
const Notes = z.object({
  /** Why rows, by index, were not begun and never will be. */
  refused: z.record(z.string(), z.string()),
  /** What the rows were like when that was last told, and since when they are so. */
  told: z.array(z.string()),
  toldAt: z.iso.datetime().nullable(),
});
export type Notes = z.output<typeof Notes>;

type NoteParts = Pick<TrustParts, "contextOf" | "now">;

const keyOf = ({ id }: Approval) => `batch:${id}`;

export async function recallNotes({ contextOf }: NoteParts, batch: Approval): Promise<Notes> {
  // Before it is done nothing of it begins, so there is nothing to note.
  const kept = batch.status === "done" ? await contextOf(batch).memory.recall(keyOf(batch)) : undefined;
  const notes = Notes.safeParse(kept);
  return notes.success ? notes.data : { refused: {}, told: [], toldAt: null };
}

/** Two processes may write over each other's notes: what is lost is found, or told, once more in the next round. */
export async function addNotes(parts: NoteParts, batch: Approval, notes: Partial<Notes>): Promise<void> {
  const known = await recallNotes(parts, batch);
  await parts.contextOf(batch).memory.remember(keyOf(batch), { ...known, ...notes }, parts.now());
}

/** Ends a row that cannot be begun, for good: whoever wants it still proposes it anew. */
export async function refuseRow(parts: NoteParts, batch: Approval, { index, why }: { index: number; why: string }) {
  const { refused } = await recallNotes(parts, batch);
  await addNotes(parts, batch, { refused: { ...refused, [index]: why.slice(0, REASON_LENGTH_MAX) } });
}
