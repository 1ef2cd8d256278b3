import { cardJob, fanOutJob } from "#domain/trust/jobs";
import type { Status } from "#domain/trust/status";
import type { Approval, FollowUp, Step } from "#domain/trust/stored";
import type { TrustParts } from "./parts.ts";

/** Takes one step and has the card shown anew; undefined when somebody else was quicker. */
export async function moveAndTell(
  parts: TrustParts,
  approval: Approval,
  step: Omit<Step, "at">,
): Promise<Approval | undefined> {
  const at = parts.now();
  const shown = cardJob({ id: approval.id, version: approval.version + 1 }, at);
  const jobs = [...(step.jobs ?? []), shown, ...batchJobs(approval, step.to, at)];
  const moved = await parts.approvals.move(approval, { ...step, jobs, at });
  if (!moved) return undefined;
  tellMove(parts, moved, approval.status);
  parts.wake();
  return moved;
}

const UNDER_WAY: readonly Status[] = ["pending", "approved", "performing"];

/** A row that ends may let others of its batch begin, and is told of on the card of the batch. */
function batchJobs({ id, parent }: Approval, to: Status, at: Date): FollowUp[] {
  return parent === null || UNDER_WAY.includes(to) ? [] : [fanOutJob({ id }, at)];
}

/** Has a step counted that was taken. */
export function tellMove({ onMove, now }: TrustParts, moved: Approval, from: Status): void {
  const { name, vendor, mode, status: to, createdAt } = moved;
  onMove({ name, vendor, mode, from, to, waitedMs: now().getTime() - createdAt.getTime() });
}
