import { cardJob } from "#domain/trust/jobs";
import type { Status } from "#domain/trust/status";
import type { Approval, Step } from "#domain/trust/stored";
import type { TrustParts } from "./parts.ts";

/** Takes one step and has the card shown anew; undefined when somebody else was quicker. */
export async function moveAndTell(
  parts: TrustParts,
  approval: Approval,
  step: Omit<Step, "at">,
): Promise<Approval | undefined> {
  const at = parts.now();
  const shown = cardJob({ id: approval.id, version: approval.version + 1 }, at);
  const moved = await parts.approvals.move(approval, { ...step, jobs: [...(step.jobs ?? []), shown], at });
  if (!moved) return undefined;
  tellMove(parts, moved, approval.status);
  parts.wake();
  return moved;
}

/** Has a step counted that was taken. */
export function tellMove({ onMove, now }: TrustParts, moved: Approval, from: Status): void {
  const { name, vendor, mode, status: to, createdAt } = moved;
  onMove({ name, vendor, mode, from, to, waitedMs: now().getTime() - createdAt.getTime() });
}
