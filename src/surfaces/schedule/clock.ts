import { schedule as scheduleTask } from "node-cron";
import { DAY_MS } from "#lib/time";
import { createDueSlotFinder, type DueSlot } from "./due-slot.ts";

const LOOK_BACK_MS = DAY_MS;

export interface Repetition {
  name: string;
  cron: string;
  timeZone: string;
}

export interface ClockOptions {
  repetitions: readonly Repetition[];
  /** Claims the slot and enqueues its job, in one transaction: true for one of all replicas. */
  claim(slot: DueSlot, now: Date): Promise<boolean>;
  now(): Date;
  onClaimed(): void;
  onError(error: unknown): void;
}

/** Ticks once a minute and claims what is due. The first tick looks back a day, for what fell due while nobody ran. */
export function startClock(options: ClockOptions): { tick(): Promise<void>; stop(): Promise<void> } {
  const finders = options.repetitions.map(createDueSlotFinder);
  let isStopping = false;
  let running: Promise<void> = Promise.resolve();
  let previous = new Date(options.now().getTime() - LOOK_BACK_MS);

  async function tick(): Promise<void> {
    const now = options.now();
    const slots = finders.flatMap((find) => find(previous, now) ?? []);
    previous = now;
    for (const slot of slots) if (!isStopping && (await options.claim(slot, now))) options.onClaimed();
  }

  function safeTick(): void {
    running = tick().catch(options.onError);
  }

  const task = scheduleTask("* * * * *", safeTick, { name: "adjutant-clock" });
  safeTick();
  return {
    tick,
    async stop() {
      isStopping = true;
      await task.destroy();
      await running;
    },
  };
}
