import type { Run, Schedule, ScheduleChange } from "#domain/schedule/schedule";
import type { JudgedSlot } from "#domain/schedule/slots";
import type { Signature } from "./directory.ts";

/** Of one slot: "2026-11-20", "09:30". */
export interface SlotRef {
  schedule: number;
  localDate: string;
  localTime: string;
}

/** What is posted by the clock, and what became of it. */
export interface Schedules {
  /** Those that were not deleted, in the order in which they were made. */
  list(): Promise<Schedule[]>;
  /** With `isGone`, of those that were deleted. */
  find(id: number, isGone?: boolean): Promise<Schedule | undefined>;
  /** Makes one; undefined where there are as many already as may be, of this owner or at all. */
  create(schedule: ScheduleChange, signature: Signature): Promise<Schedule | undefined>;
  /** Another edition, which is due from now on only; undefined where there is none. */
  change(id: number, schedule: ScheduleChange, signature: Signature): Promise<Schedule | undefined>;
  /** False where it is paused already. */
  pause(id: number, why: string | null, signature: Signature): Promise<boolean>;
  /** False where it is not paused. */
  resume(id: number, signature: Signature): Promise<boolean>;
  /** False where it is gone already. */
  remove(id: number, signature: Signature): Promise<boolean>;
  /** False where it is not gone. */
  restore(id: number, signature: Signature): Promise<boolean>;

  /** Takes a slot, with the job that posts it, or its word that it is skipped; false when another replica has. */
  claim(schedule: number, slot: JudgedSlot, at: Date): Promise<boolean>;
  findRun(slot: SlotRef): Promise<Run | undefined>;
  /** Of all schedules, due since then, the newest first. */
  runs(since: Date, schedule?: number): Promise<Run[]>;
  note(slot: SlotRef, change: Partial<Omit<Run, keyof SlotRef>>): Promise<void>;
}
