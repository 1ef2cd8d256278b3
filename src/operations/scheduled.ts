import { z } from "zod";
import { OPEN_HOURS, type Run, type Schedule } from "#domain/schedule/schedule";
import { memberIn } from "#domain/slack-ids";
import type { Log, Ports } from "#kernel/context";
import type { Actor, Invocation, Outcome } from "#kernel/invocation";
import type { Invoke } from "#kernel/invoke";
import type { SlotRef } from "#kernel/ports/schedules";
import type { Lane } from "#kernel/worker";
import { HOUR_MS } from "#lib/time";
import { say } from "#lib/view";
import { SCHEDULE_QUEUE } from "#store/schedules";

export const REFRESH_QUEUE = "schedule-edits";
const AT_ONCE = 2;

const Payload = z.object({ schedule: z.number(), localDate: z.string(), localTime: z.string() });

export interface Posting {
  ports: Pick<Ports, "schedules" | "announcements">;
  invoke: Invoke;
  log: Log;
  now(): Date;
}

/** What falls due is posted, and what was posted is kept true for some hours, each in the name of whoever scheduled it. */
export function scheduleLane(posting: Posting): Lane {
  return {
    concurrency: AT_ONCE,
    handlers: {
      [SCHEDULE_QUEUE]: ({ payload }) => postSlot(posting, Payload.parse(payload)),
      [REFRESH_QUEUE]: (_job, signal) => refreshAll(posting, signal),
    },
  };
}

async function postSlot(posting: Posting, slot: SlotRef): Promise<void> {
  const schedule = await posting.ports.schedules.find(slot.schedule);
  if (!schedule || schedule.paused) return skip(posting, slot, "skipped: the schedule was paused or deleted");
  const outcome = await invokeAs(posting, schedule, { verb: "run", slot });
  if (outcome.status !== "refused") return assertAnswered(outcome);
  if (outcome.code === "limit") throw new Error(outcome.message);
  // The answer of an earlier attempt that never heard it.
  const run = await posting.ports.schedules.findRun(slot);
  if (run?.state === "proposed" || run?.state === "quiet") return;
  await posting.ports.schedules.note(slot, { state: "failed", words: `not posted: ${outcome.message}` });
  if (outcome.code === "forbidden") await giveUp(posting, schedule, { slot, why: outcome.message });
}

async function skip({ ports }: Posting, slot: SlotRef, words: string): Promise<void> {
  await ports.schedules.note(slot, { state: "skipped", words });
}

/** Whoever scheduled it may do so no longer: it stops, and they are told once. */
async function giveUp(
  { ports, now, log }: Posting,
  { id, name, owner }: Schedule,
  { slot, why }: { slot: SlotRef; why: string },
): Promise<void> {
  await ports.schedules.pause(id, why, { by: "schedule", at: now() });
  const channel = memberIn(owner);
  if (channel === undefined) return log.warn({ schedule: id }, "schedule paused itself");
  const view = say(`Schedule ${id} (${name}) is paused: ${why} Mend that, then /schedule resume ${id}.`);
  await ports.announcements.post({ channel, view, key: `schedule:${id}:paused:${slot.localDate}:${slot.localTime}` });
}

async function refreshAll(posting: Posting, signal: AbortSignal): Promise<void> {
  const { schedules } = posting.ports;
  const runs = await schedules.runs(new Date(posting.now().getTime() - OPEN_HOURS * HOUR_MS));
  for (const run of runs.filter(({ state, fingerprint }) => state === "proposed" && fingerprint !== null)) {
    signal.throwIfAborted();
    await refresh(posting, run);
  }
}

/** One that cannot be looked into now is looked into the next time. */
async function refresh(posting: Posting, run: Run): Promise<void> {
  const schedule = await posting.ports.schedules.find(run.schedule);
  if (!schedule || schedule.paused) return;
  const outcome = await invokeAs(posting, schedule, { verb: "refresh", slot: run, step: posting.now().toISOString() });
  if (outcome.status !== "done")
    posting.log.warn({ schedule: run.schedule, outcome: outcome.status }, "post not looked into");
}

interface Doing {
  verb: "run" | "refresh";
  slot: SlotRef;
  step?: string;
}

/** The same slot under the same id, so that a job that is repeated posts nothing twice. */
function invokeAs({ invoke }: Posting, { id, owner }: Schedule, { verb, slot, step = "" }: Doing): Promise<Outcome> {
  const at = `${slot.localDate} ${slot.localTime}`;
  const invocation: Invocation = {
    id: `schedule:${id}:${at}:${verb}${step && `:${step}`}`,
    name: `schedules.${verb}`,
    input: { schedule: id, slot: at },
    actor: { kind: kindOf(owner), id: owner },
    origin: { surface: "schedule" },
  };
  return invoke(invocation);
}

function kindOf(owner: string): Actor["kind"] {
  if (owner.startsWith("key:")) return "key";
  return memberIn(owner) === undefined ? "operator" : "person";
}

/** What is away is tried again by its job. */
function assertAnswered(outcome: Outcome): void {
  if (outcome.status === "unavailable" || outcome.status === "failed") throw new Error(outcome.message);
}
