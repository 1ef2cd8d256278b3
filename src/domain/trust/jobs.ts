import { DAY_MS } from "#lib/time";
import type { Approval, FollowUp } from "./stored.ts";

export const EXPIRY_QUEUE = "expire";
/** Sees to it that nothing that is to be done lacks its job. */
export const SWEEP_QUEUE = "sweep";
export const REMINDER_QUEUE = "remind";
/** Carries out the rows of a batch. */
export const FAN_OUT_QUEUE = "fan-out";
/** Has the card of an approval shown anew. */
export const CARD_QUEUE = "cards";
export const effectQueue = (vendor: string) => `effects:${vendor}`;

/** Tells those who watch over safety that one person decided alone: at once, and the next day for a review. */
export const GLASS_QUEUE = "glass";
const REVIEW_AFTER_MS = DAY_MS;

/** So much of its wait is over when a proposal is brought to mind once more. */
const REMIND_AFTER = 0.75;

/** By which the job of an effect is known, and told to those who wait for it. */
export const effectKey = (id: string) => `effect:${id}`;

export function effectJob({ id, vendor }: Pick<Approval, "id" | "vendor">, runAt: Date): FollowUp {
  return { queue: effectQueue(vendor), key: effectKey(id), payload: { id }, runAt };
}

export function cardJob({ id, version }: Pick<Approval, "id" | "version">, runAt: Date): FollowUp {
  return { queue: CARD_QUEUE, key: `card:${id}:${version}`, payload: { id }, runAt };
}

export function expiryJob({ id, expiresAt }: Pick<Approval, "id" | "expiresAt">): FollowUp {
  return { queue: EXPIRY_QUEUE, key: `expire:${id}`, payload: { id }, runAt: expiresAt };
}

export function reminderJob({ id, createdAt, expiresAt }: Pick<Approval, "id" | "createdAt" | "expiresAt">): FollowUp {
  const waitMs = expiresAt.getTime() - createdAt.getTime();
  const runAt = new Date(createdAt.getTime() + waitMs * REMIND_AFTER);
  return { queue: REMINDER_QUEUE, key: `remind:${id}`, payload: { id }, runAt };
}

export function glassJobs({ id }: Pick<Approval, "id">, at: Date): FollowUp[] {
  const review = new Date(at.getTime() + REVIEW_AFTER_MS);
  return [
    { queue: GLASS_QUEUE, key: `glass:${id}:now`, payload: { id, when: "now" }, runAt: at },
    { queue: GLASS_QUEUE, key: `glass:${id}:review`, payload: { id, when: "review" }, runAt: review },
  ];
}

export function fanOutJob({ id }: Pick<Approval, "id">, runAt: Date): FollowUp {
  return { queue: FAN_OUT_QUEUE, key: `fan-out:${id}`, payload: { id }, runAt };
}

/** The card of a batch, which shows how far its rows are. */
export function rowsCardJob(id: string, state: string, runAt: Date): FollowUp {
  return { queue: CARD_QUEUE, key: `card:${id}:rows:${state}`, payload: { id }, runAt };
}
