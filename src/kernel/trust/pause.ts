import { PAUSE } from "#domain/trust/approval";
import { effectJob } from "#domain/trust/jobs";
import type { Caller } from "../context.ts";
import { UserError } from "../errors.ts";
import type { TrustParts } from "./parts.ts";
import { powersOf } from "./powers.ts";

const RELEASED_MAX = 1_000;

export async function isPaused({ switches }: TrustParts): Promise<boolean> {
  return (await switches.read(PAUSE))?.isOn ?? false;
}

/** Stops every effect before its next attempt. Any approver may; who resumes must be a security admin. */
export async function pause(parts: TrustParts, call: Caller, reason: string | null): Promise<void> {
  const { mayPause } = await powersOf(parts, call);
  if (!mayPause) throw new UserError("Only those who may decide may pause.");
  await parts.switches.write({ name: PAUSE, isOn: true, by: call.actor.id, reason, at: parts.now() });
}

export async function resume(parts: TrustParts, call: Caller): Promise<void> {
  const { mayResume } = await powersOf(parts, call);
  if (!mayResume) throw new UserError("Only a security admin may resume.");
  await parts.switches.write({ name: PAUSE, isOn: false, by: call.actor.id, reason: null, at: parts.now() });
  await release(parts);
  parts.wake();
}

/** What the pause held back would look again only after a while. What waits for something else goes on waiting. */
async function release({ approvals, now }: TrustParts): Promise<void> {
  const at = now();
  const held = await approvals.list({ statuses: ["approved"], limit: RELEASED_MAX });
  const free = held.filter(({ notBefore }) => notBefore === null || notBefore <= at);
  await approvals.reschedule(free.map((approval) => effectJob(approval, at)));
}
