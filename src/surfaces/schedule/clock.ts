import { schedule as scheduleTask } from "node-cron";
import { parseCron } from "#domain/schedule/cron";
import { type JudgedSlot, type Slot, slotsBetween } from "#domain/schedule/slots";
import { DAY_MS, zoneOf } from "#lib/time";
import { listDue, type Scheduled } from "./due.ts";

/** Of our own chores the newest alone matters; of what people read each slot is accounted for. */
const CHORES_LOOK_BACK_MS = DAY_MS;
const LOOK_BACK_MS = 7 * DAY_MS;
const UTC = zoneOf("UTC");

export interface Repetition {
  name: string;
  /** In UTC. */
  cron: string;
}

export interface DueChore extends Slot {
  name: string;
}

export interface ClockOptions {
  repetitions: readonly Repetition[];
  /** Claims the slot of a chore and enqueues its job, in one transaction: true for one of all replicas. */
  claimChore(chore: DueChore, now: Date): Promise<boolean>;
  scheduled(): Promise<Scheduled>;
  /** The same of what people had scheduled. */
  claim(schedule: number, slot: JudgedSlot, now: Date): Promise<boolean>;
  now(): Date;
  onClaimed(): void;
  onError(error: unknown): void;
}

/** Ticks once a minute. */
export function startClock(options: ClockOptions): { stop(): Promise<void> } {
  const ticker = createTicker(options);
  let running: Promise<void> = Promise.resolve();

  /** One at a time: a tick that takes longer than a minute delays the next one. */
  function tick(): void {
    running = running.then(ticker.tick).catch(options.onError);
  }

  const task = scheduleTask("* * * * *", tick, { name: "adjutant-clock" });
  tick();
  return {
    async stop() {
      ticker.stop();
      await task.destroy();
      await running;
    },
  };
}

/**
 * Claims what is due. The first tick looks back, for what fell due while nobody ran; the others to the one before, which
 * counts only once all of it was claimed. A clock that was set back finds its slots claimed already.
 */
export function createTicker(options: ClockOptions) {
  const chores = options.repetitions.map(({ name, cron }) => ({ name, pattern: parseCron(cron), zone: UTC }));
  let isStopping = false;
  let previous: Date | undefined;

  async function tick(): Promise<void> {
    const now = options.now();
    await claimChores(sinceAt(now, CHORES_LOOK_BACK_MS), now);
    await claimSlots(sinceAt(now, LOOK_BACK_MS), now);
    if (!isStopping) previous = now;
  }

  function sinceAt(now: Date, lookBackMs: number): Date {
    return previous ?? new Date(now.getTime() - lookBackMs);
  }

  async function claimChores(since: Date, now: Date): Promise<void> {
    for (const { name, ...timing } of chores) {
      const slot = slotsBetween(timing, since, now).at(-1);
      if (slot) await claim(() => options.claimChore({ name, ...slot }, now));
    }
  }

  async function claimSlots(since: Date, now: Date): Promise<void> {
    const due = listDue(await options.scheduled(), { since, now, onError: options.onError });
    const slots = due.flatMap(({ schedule, slots: all }) => all.map((slot) => ({ schedule, slot })));
    for (const { schedule, slot } of slots) await claim(() => options.claim(schedule, slot, now));
  }

  async function claim(take: () => Promise<boolean>): Promise<void> {
    if (!isStopping && (await take())) options.onClaimed();
  }

  return {
    tick,
    stop() {
      isStopping = true;
    },
  };
}
