import { effectJob, expiryJob } from "#domain/trust/jobs";
import type { TrustParts } from "./parts.ts";

const SWEPT_MAX = 1_000;

/**
 * Sees to it that everything that waits has its job: one is given up when its process dies again and again, which says
 * nothing against the effect.
 */
export async function sweep({ approvals, now }: TrustParts): Promise<void> {
  const open = await approvals.list({ statuses: ["approved", "performing"], limit: SWEPT_MAX });
  const pending = await approvals.list({ statuses: ["pending"], limit: SWEPT_MAX });
  const over = pending.filter(({ expiresAt }) => expiresAt <= now());
  await approvals.follow([...open.map((one) => effectJob(one, one.notBefore ?? now())), ...over.map(expiryJob)]);
}
