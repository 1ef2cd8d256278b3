import { STEP_KINDS } from "#domain/acting/records";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** What rules have done, and what people have said about it. */
export function defineActing(columns: Columns) {
  return {
    actingSteps: defineSteps(columns),
    heldBack: defineHeldBack(columns),
    wishes: defineWishes(columns),
    blockers: defineBlockers(columns),
    suggestions: defineSuggestions(columns),
  };
}

function defineSteps({ table, text, instant, index, primaryKey }: Columns) {
  return table(
    "acting_steps",
    {
      invocation: text("invocation").notNull(),
      signalId: text("signal_id").notNull(),
      subject: text("subject").notNull(),
      kind: text("kind", { enum: STEP_KINDS }).notNull(),
      /** The login that was asked, the label, or the rung. */
      detail: text("detail").notNull(),
      /** A Slack person or channel; empty where nobody was written to. */
      recipient: text("recipient").notNull(),
      at: instant("at").notNull(),
    },
    (step) => [
      primaryKey({ columns: [step.invocation, step.signalId] }),
      index("acting_steps_subject").on(step.subject, step.at),
      index("acting_steps_at").on(step.at),
    ],
  );
}

/** What was not sent because its recipient had enough; the next report shows it. */
function defineHeldBack({ table, text, instant, index, primaryKey }: Columns) {
  return table(
    "held_back",
    {
      recipient: text("recipient").notNull(),
      signalId: text("signal_id").notNull(),
      subject: text("subject").notNull(),
      words: text("words").notNull(),
      at: instant("at").notNull(),
    },
    (held) => [primaryKey({ columns: [held.recipient, held.signalId] }), index("held_back_at").on(held.at)],
  );
}

/** Who does not want to be asked. */
function defineWishes({ table, text, instant, primaryKey }: Columns) {
  return table(
    "wishes",
    {
      person: text("person").notNull(),
      /** Empty for everything. */
      subject: text("subject").notNull(),
      until: instant("until"),
      by: text("by").notNull(),
      at: instant("at").notNull(),
    },
    (wish) => [primaryKey({ columns: [wish.person, wish.subject] })],
  );
}

function defineBlockers({ table, text, counter, instant, uniqueIndex }: Columns) {
  return table(
    "blockers",
    {
      id: counter("id").primaryKey(),
      subject: text("subject").notNull(),
      why: text("why").notNull(),
      by: text("by").notNull(),
      at: instant("at").notNull(),
      endedAt: instant("ended_at"),
      endedBy: text("ended_by"),
    },
    (blocker) => [uniqueIndex("blockers_open").on(blocker.subject).where(sql`ended_at is null`)],
  );
}

function defineSuggestions({ table, text, instant }: Columns) {
  return table("suggestions", {
    subject: text("subject").primaryKey(),
    login: text("login").notNull(),
    reason: text("reason").notNull(),
    at: instant("at").notNull(),
  });
}
