import { randomUUIDv7 } from "node:crypto";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

export function defineJobs(columns: Columns) {
  return { jobs: defineQueue(columns), slots: defineSlots(columns) };
}

/** Work to do. A leased job is one whose `runAt` lies in the future; `attempt` is the token that says who holds it. */
function defineQueue({ table, text, json, integer, instant, uniqueIndex, index }: Columns) {
  return table(
    "jobs",
    {
      id: text("id").primaryKey().$defaultFn(randomUUIDv7),
      queue: text("queue").notNull(),
      key: text("key"),
      payload: json("payload").$type<unknown>().notNull(),
      state: text("state", { enum: ["ready", "done", "dead"] })
        .notNull()
        .default("ready"),
      runAt: instant("run_at").notNull(),
      attempt: integer("attempt").notNull().default(0),
      attemptsMax: integer("attempts_max").notNull(),
      error: text("error"),
      enqueuedAt: instant("enqueued_at").notNull(),
      endedAt: instant("ended_at"),
    },
    (job) => [
      uniqueIndex("jobs_key").on(job.key),
      index("jobs_due").on(job.runAt).where(sql`state = 'ready'`),
      index("jobs_ended").on(job.endedAt).where(sql`state = 'done'`),
    ],
  );
}

/** One row per time a schedule was due, so that however many replicas tick, it runs once. */
function defineSlots({ table, text, instant, primaryKey }: Columns) {
  return table(
    "slots",
    {
      schedule: text("schedule").notNull(),
      localDate: text("local_date").notNull(),
      localTime: text("local_time").notNull(),
      claimedAt: instant("claimed_at").notNull(),
    },
    (slot) => [primaryKey({ columns: [slot.schedule, slot.localDate, slot.localTime] })],
  );
}
