import { rowsCardJob } from "#domain/trust/jobs";
import type { Approval } from "#domain/trust/stored";
import { NotYetError } from "../errors.ts";
import { addNotes, recallNotes } from "./batch-notes.ts";
import { type Batch, isOpen, isTooLate, type RowState, readBatch, readRows } from "./batch-rows.ts";
import { beginRows } from "./begin-rows.ts";
import { bind } from "./binding.ts";
import type { TrustParts } from "./parts.ts";

/** Each row that ends calls for the next round by itself; to look besides is for what is missed. */
const LOOK_MS_MIN = 1_500;
const LOOK_MS_MAX = 60_000;

/**
 * Brings a batch further: begins each row whose turn it is, and has the card show how far all of them are. Given a row that
 * ended, it does so once for its batch. Bears repetition; throws NotYetError for as long as any row is open.
 */
export async function fanOut(parts: TrustParts, id: string): Promise<void> {
  const found = await parts.approvals.find(id);
  const parent = found?.parent ? await parts.approvals.find(found.parent) : undefined;
  if (parent) await takeRound(parts, parent);
  const again = found && (await takeRound(parts, found));
  if (again) throw new NotYetError("Rows of it are open.", again);
}

/** Answers when to look again, where anything may still become of the rows. */
async function takeRound(parts: TrustParts, approval: Approval): Promise<Date | undefined> {
  const batch = approval.status === "done" ? readBatch(parts, approval) : undefined;
  if (!batch) return undefined;
  if (bind(approval) !== approval.payloadHash) {
    parts.log.error({ approval: approval.id }, "batch altered; nothing of it is done");
    return undefined;
  }
  await beginRows(parts, approval, { rows: batch.rows, states: (await readRows(parts, approval)) ?? [] });
  const states = (await readRows(parts, approval)) ?? [];
  const sinceMs = await tellRows(parts, approval, { ...batch, states });
  if (!states.some(isOpen) || isTooLate(parts, approval)) return undefined;
  // The longer nothing has changed, the longer it can wait.
  const waitMs = Math.min(LOOK_MS_MAX, Math.max(LOOK_MS_MIN, sinceMs));
  return new Date(parts.now().getTime() + waitMs);
}

/** Tells what has changed since it was last told, and answers for how many milliseconds nothing has. */
async function tellRows(
  parts: TrustParts,
  approval: Approval,
  { effect, input, states }: Batch & { states: readonly RowState[] },
): Promise<number> {
  const { told, toldAt } = await recallNotes(parts, approval);
  const now = parts.now();
  const isTold = toldAt !== null && states.every(({ status }, index) => status === told[index]);
  if (isTold) return now.getTime() - new Date(toldAt).getTime();

  const context = parts.contextOf(approval);
  for (const [index, { status, approval: row }] of states.entries()) {
    if (status !== "done" || told[index] === "done") continue;
    await effect.onRow?.(context, input, { index, result: row?.result });
  }
  const state = states.map(({ status }) => status.slice(0, 2)).join("");
  await parts.approvals.follow([rowsCardJob(approval.id, state, now)]);
  await addNotes(parts, approval, { told: states.map(({ status }) => status), toldAt: now.toISOString() });
  return 0;
}
