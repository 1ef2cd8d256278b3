import type { Approval } from "#domain/trust/stored";
import type { FollowUp } from "../ports/approvals.ts";

export const EXPIRY_QUEUE = "expire";
/** Sees to it that nothing that is to be done lacks its job. */
export const SWEEP_QUEUE = "sweep";
export const REMINDER_QUEUE = "remind";
/** Has the card of an approval shown anew. */
export const CARD_QUEUE = "cards";
export const effectQueue = (vendor: string) => `effects:${vendor}`;

/** So much of its wait is over when a proposal is brought to mind once more. */
const REMIND_AFTER = 0.75;

export function effectJob({ id, vendor }: Pick<Approval, "id" | "vendor">, runAt: Date): FollowUp {
  return { queue: effectQueue(vendor), key: `effect:${id}`, payload: { id }, runAt };
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
