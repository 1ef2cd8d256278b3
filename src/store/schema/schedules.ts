import { QUIET, RUN_STATES } from "#domain/schedule/schedule";
import type { Columns } from "../dialect.ts";

/** What is posted by the clock, and what people were asked and said for it. */
export function defineSchedules(columns: Columns) {
  return {
    schedules: defineSchedule(columns),
    scheduleRuns: defineRuns(columns),
    standupPrompts: definePrompts(columns),
    standupAnswers: defineAnswers(columns),
  };
}

function defineSchedule({ table, text, json, integer, boolean, counter, instant, index }: Columns) {
  return table(
    "schedules",
    {
      id: counter("id").primaryKey(),
      /** Of a capability that only reads. */
      name: text("name").notNull(),
      input: json("input").$type<Record<string, unknown>>().notNull(),
      words: text("words").notNull(),
      said: text("said").notNull(),
      cron: text("cron").notNull(),
      zone: text("zone").notNull(),
      team: text("team"),
      skipsDaysOff: boolean("skips_days_off").notNull(),
      channel: text("channel").notNull(),
      lateHours: integer("late_hours").notNull(),
      quiet: text("quiet", { enum: QUIET }).notNull(),
      asksMembers: boolean("asks_members").notNull(),
      owner: text("owner").notNull(),
      activeFrom: instant("active_from").notNull(),
      updatedAt: instant("updated_at").notNull(),
      updatedBy: text("updated_by").notNull(),
      pausedAt: instant("paused_at"),
      pausedBy: text("paused_by"),
      pausedWhy: text("paused_why"),
      deletedAt: instant("deleted_at"),
      deletedBy: text("deleted_by"),
    },
    (schedule) => [index("schedules_owner").on(schedule.owner)],
  );
}

/** One row per slot, so that however many replicas tick, it is posted once; what became of it stands in it. */
function defineRuns({ table, text, integer, instant, primaryKey, index }: Columns) {
  return table(
    "schedule_runs",
    {
      schedule: integer("schedule").notNull(),
      localDate: text("local_date").notNull(),
      localTime: text("local_time").notNull(),
      dueAt: instant("due_at").notNull(),
      claimedAt: instant("claimed_at").notNull(),
      state: text("state", { enum: RUN_STATES }).notNull(),
      words: text("words"),
      approvalId: text("approval_id"),
      approvalNumber: integer("approval_number"),
      fingerprint: text("fingerprint"),
      readAt: instant("read_at"),
      editedAt: instant("edited_at"),
      edits: integer("edits").notNull().default(0),
    },
    (run) => [
      primaryKey({ columns: [run.schedule, run.localDate, run.localTime] }),
      index("schedule_runs_due").on(run.dueAt),
    ],
  );
}

/** Who was asked for which day's standup, so that nobody is asked twice. */
function definePrompts({ table, text, instant, primaryKey, index }: Columns) {
  return table(
    "standup_prompts",
    {
      person: text("person").notNull(),
      team: text("team").notNull(),
      date: text("date").notNull(),
      at: instant("at").notNull(),
    },
    (prompt) => [
      primaryKey({ columns: [prompt.person, prompt.team, prompt.date] }),
      index("standup_prompts_team").on(prompt.team, prompt.date),
    ],
  );
}

/** What people said for a day's standup; what they say again is another row, so that every moment can be shown anew. */
function defineAnswers({ table, text, counter, instant, index }: Columns) {
  return table(
    "standup_answers",
    {
      id: counter("id").primaryKey(),
      person: text("person").notNull(),
      team: text("team").notNull(),
      date: text("date").notNull(),
      yesterday: text("yesterday").notNull(),
      today: text("today").notNull(),
      blockers: text("blockers").notNull(),
      at: instant("at").notNull(),
    },
    (answer) => [index("standup_answers_team").on(answer.team, answer.date)],
  );
}
