import type { Status } from "#domain/trust/status";
import type { Approval } from "#domain/trust/stored";
import { toUuid } from "#lib/hash";
import { DAY_MS } from "#lib/time";
import { type Effect, findEffect, type Row } from "../capability.ts";
import { recallNotes } from "./batch-notes.ts";
import type { TrustParts } from "./parts.ts";

/** Rows that were not begun by then, counted from the end of the batch's own step, never are. */
const BEGIN_MS_MAX = DAY_MS;

/** How far a row of a batch is: "waiting" until its turn comes, "skipped" where it cannot be done any more. */
export interface RowState {
  label: string;
  status: Status | "waiting" | "skipped";
  approval: Approval | undefined;
  /** Why it was never begun; null of what was, and of what still may be. */
  why: string | null;
}

/** A batch as it would be carried out by the capability of today. */
export interface Batch {
  effect: Effect;
  input: unknown;
  rows: readonly Row[];
}

/** By which a row is known, and the vendor knows what it made. */
export const rowId = (batch: string, index: number) => toUuid(`${batch}:${index}`);

/** Undefined for what is no batch, or none any more. */
export function readBatch({ catalogue }: Pick<TrustParts, "catalogue">, batch: Approval): Batch | undefined {
  const effect = findEffect(catalogue, batch.name);
  if (!effect?.fanOut) return undefined;
  const input = effect.input.safeParse(batch.input);
  return input.success ? { effect, input: input.data, rows: effect.fanOut(input.data) } : undefined;
}

/** The rows of a batch as they are now; undefined for what is no batch. */
export async function readRows(
  parts: Pick<TrustParts, "approvals" | "catalogue" | "contextOf" | "now">,
  batch: Approval,
): Promise<RowState[] | undefined> {
  const rows = readBatch(parts, batch)?.rows;
  if (!rows) return undefined;
  const children = await Promise.all(rows.map((_row, index) => parts.approvals.find(rowId(batch.id, index))));
  const { refused } = await recallNotes(parts, batch);
  const isLate = isTooLate(parts, batch);
  return rows.reduce<RowState[]>((states, { label, after }, index) => {
    const approval = children[index];
    const state = approval
      ? { status: approval.status, why: null }
      : stateBefore(after, { states, isLate, refusal: refused[index] });
    states.push({ label, approval, ...state });
    return states;
  }, []);
}

/** Whether it is too late to begin what has not begun. */
export function isTooLate({ now }: Pick<TrustParts, "now">, { endedAt }: Approval): boolean {
  return endedAt !== null && now().getTime() - endedAt.getTime() >= BEGIN_MS_MAX;
}

const OVER: readonly RowState["status"][] = ["declined", "expired", "superseded", "failed", "described", "skipped"];

/** Whether anything may still become of it. */
export function isOpen({ status }: RowState): boolean {
  return status !== "done" && !OVER.includes(status);
}

interface Before {
  states: readonly RowState[];
  isLate: boolean;
  refusal: string | undefined;
}

/** How it is with a row that has not begun. */
function stateBefore(
  after: readonly number[],
  { states, isLate, refusal }: Before,
): Pick<RowState, "why"> & { status: "waiting" | "skipped" | "expired" } {
  if (refusal !== undefined) return { status: "skipped", why: refusal };
  const lacksWhatItNeeds = after.some((index) => OVER.includes(states[index]?.status ?? "skipped"));
  if (lacksWhatItNeeds) return { status: "skipped", why: "What it needs was not done." };
  return isLate ? { status: "expired", why: "It was not begun in time." } : { status: "waiting", why: null };
}
