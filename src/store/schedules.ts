import {
  type Run,
  SCHEDULES_MAX,
  SCHEDULES_OF_ONE_MAX,
  type Schedule,
  type ScheduleChange,
} from "#domain/schedule/schedule";
import { describeSkipped, type JudgedSlot } from "#domain/schedule/slots";
import type { Db, Store } from "./db.ts";
import { and, asc, count, desc, eq, gte, isNotNull, isNull, lt } from "./drizzle.ts";
import { enqueue } from "./jobs.ts";
import type { Tables } from "./schema.ts";

/** The jobs that post what is due. */
export const SCHEDULE_QUEUE = "schedule";
const RUNS_MAX = 2_000;

type Row = Tables["schedules"]["$inferSelect"];
type RunRow = Tables["scheduleRuns"]["$inferSelect"];

interface Signature {
  by: string;
  at: Date;
}

interface SlotRef {
  schedule: number;
  localDate: string;
  localTime: string;
}

/** What is posted by the clock (kernel/ports/schedules.ts). */
export function createSchedules(store: Store) {
  const { schedules } = store.tables;
  const isThere = (id: number) => and(eq(schedules.id, id), isNull(schedules.deletedAt));
  return {
    async list(): Promise<Schedule[]> {
      const rows = await store.select().from(schedules).where(isNull(schedules.deletedAt)).orderBy(asc(schedules.id));
      return rows.map(toSchedule);
    },
    async find(id: number, isGone = false): Promise<Schedule | undefined> {
      const where = isGone ? and(eq(schedules.id, id), isNotNull(schedules.deletedAt)) : isThere(id);
      const [row] = await store.select().from(schedules).where(where);
      return row && toSchedule(row);
    },
    create: (schedule: ScheduleChange, signature: Signature) =>
      store.transaction((tx) => create(tx, schedule, signature)),
    async change(id: number, schedule: ScheduleChange, { by, at }: Signature): Promise<Schedule | undefined> {
      const signed = { ...schedule, activeFrom: at, updatedAt: at, updatedBy: by };
      const [row] = await store.update(schedules).set(signed).where(isThere(id)).returning();
      return row && toSchedule(row);
    },
    pause: (id: number, why: string | null, { by, at }: Signature) =>
      changeOne(store, and(isThere(id), isNull(schedules.pausedAt)), { pausedAt: at, pausedBy: by, pausedWhy: why }),
    resume: (id: number, { at }: Signature) =>
      changeOne(store, and(isThere(id), isNotNull(schedules.pausedAt)), { ...AWAKE, activeFrom: at }),
    remove: (id: number, { by, at }: Signature) => changeOne(store, isThere(id), { deletedAt: at, deletedBy: by }),
    restore: (id: number, { at }: Signature) =>
      changeOne(store, and(eq(schedules.id, id), isNotNull(schedules.deletedAt)), {
        ...{ deletedAt: null, deletedBy: null, activeFrom: at },
      }),
    ...createRuns(store),
  };
}

const AWAKE = { pausedAt: null, pausedBy: null, pausedWhy: null };

async function changeOne(db: Db, where: ReturnType<typeof and>, set: Partial<Row>): Promise<boolean> {
  const { schedules } = db.tables;
  const changed = await db.update(schedules).set(set).where(where).returning({ id: schedules.id });
  return changed.length === 1;
}

async function create(tx: Db, schedule: ScheduleChange, { by, at }: Signature): Promise<Schedule | undefined> {
  const { schedules } = tx.tables;
  const isThere = isNull(schedules.deletedAt);
  const [all] = await tx.select({ number: count() }).from(schedules).where(isThere);
  const isTheirs = and(isThere, eq(schedules.owner, schedule.owner));
  const [own] = await tx.select({ number: count() }).from(schedules).where(isTheirs);
  if ((all?.number ?? 0) >= SCHEDULES_MAX || (own?.number ?? 0) >= SCHEDULES_OF_ONE_MAX) return undefined;
  const signed = { ...schedule, activeFrom: at, updatedAt: at, updatedBy: by };
  const [row] = await tx.insert(schedules).values(signed).returning();
  return row && toSchedule(row);
}

function createRuns(store: Store) {
  const { scheduleRuns } = store.tables;
  const isSlot = ({ schedule, localDate, localTime }: SlotRef) =>
    and(
      eq(scheduleRuns.schedule, schedule),
      eq(scheduleRuns.localDate, localDate),
      eq(scheduleRuns.localTime, localTime),
    );
  return {
    claim: (schedule: number, slot: JudgedSlot, at: Date) =>
      store.transaction((tx) => claim(tx, { schedule, slot, at })),
    async findRun(slot: SlotRef): Promise<Run | undefined> {
      const [row] = await store.select().from(scheduleRuns).where(isSlot(slot));
      return row && toRun(row);
    },
    async runs(since: Date, schedule?: number): Promise<Run[]> {
      const isTheirs = schedule === undefined ? undefined : eq(scheduleRuns.schedule, schedule);
      const rows = await store
        .select()
        .from(scheduleRuns)
        .where(and(gte(scheduleRuns.dueAt, since), isTheirs))
        .orderBy(desc(scheduleRuns.dueAt))
        .limit(RUNS_MAX);
      return rows.map(toRun);
    },
    async note(slot: SlotRef, { approval, ...change }: Partial<Omit<Run, keyof SlotRef>>): Promise<void> {
      const proposed = approval && { approvalId: approval.id, approvalNumber: approval.number };
      await store
        .update(scheduleRuns)
        .set({ ...change, ...proposed })
        .where(isSlot(slot));
    },
  };
}

/** Slot and job are one transaction, so a crash between the two can neither lose a post nor make two. */
async function claim(
  tx: Db,
  { schedule, slot, at }: { schedule: number; slot: JudgedSlot; at: Date },
): Promise<boolean> {
  const { scheduleRuns } = tx.tables;
  const { localDate, localTime, at: dueAt, verdict } = slot;
  const isDone = verdict === "on_time" || verdict === "late";
  const became = isDone ? { state: "queued" as const } : { state: "skipped" as const, words: describeSkipped(slot) };
  const row = { schedule, localDate, localTime, dueAt, claimedAt: at, ...became };
  const claimed = await tx
    .insert(scheduleRuns)
    .values(row)
    .onConflictDoNothing()
    .returning({ schedule: scheduleRuns.schedule });
  if (claimed.length === 0) return false;
  const payload = { schedule, localDate, localTime };
  const key = `${SCHEDULE_QUEUE}:${schedule}:${localDate}:${localTime}`;
  if (isDone) await enqueue(tx, { queue: SCHEDULE_QUEUE, key, payload, runAt: at });
  return true;
}

/** Forgets what became of slots before; answers how many that were. */
export async function forgetRuns(store: Store, before: Date): Promise<number> {
  const { scheduleRuns } = store.tables;
  const gone = await store
    .delete(scheduleRuns)
    .where(lt(scheduleRuns.dueAt, before))
    .returning({ schedule: scheduleRuns.schedule });
  return gone.length;
}

function toSchedule({ updatedAt, updatedBy, deletedAt, deletedBy, ...row }: Row): Schedule {
  const { pausedAt, pausedBy, pausedWhy, ...rest } = row;
  return { ...rest, paused: pausedAt && { at: pausedAt, by: pausedBy ?? "", why: pausedWhy } };
}

function toRun({ approvalId, approvalNumber, ...row }: RunRow): Run {
  const isProposed = approvalId !== null && approvalNumber !== null;
  return { ...row, approval: isProposed ? { id: approvalId, number: approvalNumber } : null };
}
