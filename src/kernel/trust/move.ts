import type { Approval } from "#domain/trust/stored";
import type { Step } from "../ports/approvals.ts";
import { cardJob } from "./jobs.ts";
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
  parts.onMove({
    ...{ name: moved.name, vendor: moved.vendor, mode: moved.mode, from: approval.status, to: moved.status },
    waitedMs: at.getTime() - moved.createdAt.getTime(),
  });
  parts.wake();
  return moved;
}
