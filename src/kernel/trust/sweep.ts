import { effectJob, expiryJob, fanOutJob } from "#domain/trust/jobs";
import type { Approval } from "#domain/trust/stored";
import { DAY_MS } from "#lib/time";
import { findEffect } from "../capability.ts";
import { isOpen, readRows } from "./batch-rows.ts";
import type { TrustParts } from "./parts.ts";

const SWEPT_MAX = 1_000;

/**
 * Sees to it that everything that waits has its job: one is given up when its process dies again and again, which says
 * nothing against the effect.
 */
export async function sweep(parts: TrustParts): Promise<void> {
  const { approvals, now } = parts;
  const open = await approvals.list({ statuses: ["approved", "performing"], limit: SWEPT_MAX });
  const pending = await approvals.list({ statuses: ["pending"], limit: SWEPT_MAX });
  const over = pending.filter(({ expiresAt }) => expiresAt <= now());
  const batches = await listOpenBatches(parts);
  await approvals.follow([
    ...open.map((one) => effectJob(one, one.notBefore ?? now())),
    ...over.map(expiryJob),
    ...batches.map((batch) => fanOutJob(batch, now())),
  ]);
}

async function listOpenBatches(parts: TrustParts): Promise<Approval[]> {
  const { approvals, catalogue, now } = parts;
  const since = new Date(now().getTime() - DAY_MS);
  const batches = (await approvals.listSince({ since, limit: SWEPT_MAX })).filter(
    ({ name, status }) => status === "done" && findEffect(catalogue, name)?.fanOut !== undefined,
  );
  const rows = await Promise.all(batches.map((batch) => readRows(parts, batch)));
  return batches.filter((_batch, index) => rows[index]?.some(isOpen));
}
