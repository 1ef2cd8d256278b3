import { TALK_OUTCOMES } from "#domain/talk/decision";
import { TALK_KINDS } from "#domain/talk/judge";
import type { Columns } from "../dialect.ts";

/** What was heard in channels; nobody's words are in it. */
export function defineTalk(columns: Columns) {
  return { talkThreads: defineThreads(columns), talkDecisions: defineDecisions(columns) };
}

/** Which ticket a thread is about. */
function defineThreads({ table, text, instant, primaryKey }: Columns) {
  return table(
    "talk_threads",
    {
      channel: text("channel").notNull(),
      thread: text("thread").notNull(),
      subject: text("subject").notNull(),
      at: instant("at").notNull(),
    },
    (one) => [primaryKey({ columns: [one.channel, one.thread] })],
  );
}

function defineDecisions({ table, text, integer, real, instant, index }: Columns) {
  return table(
    "talk_decisions",
    {
      id: text("id").primaryKey(),
      channel: text("channel").notNull(),
      ts: text("ts").notNull(),
      subject: text("subject").notNull(),
      kind: text("kind", { enum: TALK_KINDS }).notNull(),
      confidence: real("confidence").notNull(),
      reason: text("reason").notNull(),
      outcome: text("outcome", { enum: TALK_OUTCOMES }).notNull(),
      approval: integer("approval"),
      at: instant("at").notNull(),
    },
    (decision) => [
      index("talk_decisions_subject").on(decision.subject, decision.at),
      index("talk_decisions_at").on(decision.at),
    ],
  );
}
