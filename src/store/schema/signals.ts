import { randomUUIDv7 } from "node:crypto";
import type { EvidenceRow } from "#domain/findings";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** What we concluded: one living row per condition, and a row for each step of its life. */
export function defineSignals(columns: Columns) {
  return {
    signals: defineConditions(columns),
    signalTransitions: defineTransitions(columns),
    snoozes: defineSnoozes(columns),
  };
}

function defineConditions({ table, text, integer, real, json, instant, index, uniqueIndex }: Columns) {
  return table(
    "signals",
    {
      id: text("id").primaryKey().$defaultFn(randomUUIDv7),
      fingerprint: text("fingerprint").notNull(),
      kind: text("kind").notNull(),
      scope: text("scope").notNull(),
      subject: text("subject").notNull(),
      /** The repository the subject lies in; empty for what is a team's. */
      repo: text("repo").notNull(),
      title: text("title").notNull(),
      url: text("url").notNull(),
      rules: json("rules").$type<string[]>().notNull(),
      state: text("state", { enum: ["open", "acknowledged", "snoozed", "resolved"] }).notNull(),
      reason: text("reason").notNull(),
      value: real("value").notNull(),
      owners: json("owners").$type<string[]>().notNull(),
      evidence: json("evidence").$type<EvidenceRow[]>().notNull(),
      since: instant("since").notNull(),
      stateHash: text("state_hash").notNull(),
      openedAt: instant("opened_at").notNull(),
      changedAt: instant("changed_at").notNull(),
      clears: integer("clears").notNull().default(0),
      snoozedUntil: instant("snoozed_until"),
      resolvedAt: instant("resolved_at"),
      resolution: text("resolution", { enum: ["fixed", "closed", "dismissed", "rule_removed"] }),
      reopened: integer("reopened").notNull().default(0),
    },
    (signal) => [
      uniqueIndex("signals_living").on(signal.fingerprint).where(sql`state <> 'resolved'`),
      index("signals_dismissed").on(signal.fingerprint).where(sql`resolution = 'dismissed'`),
      index("signals_resolved").on(signal.fingerprint, signal.resolvedAt),
      index("signals_ended").on(signal.resolvedAt),
      index("signals_subject").on(signal.subject),
      index("signals_state").on(signal.state, signal.since),
    ],
  );
}

function defineTransitions({ table, text, counter, instant, index }: Columns) {
  return table(
    "signal_transitions",
    {
      id: counter("id").primaryKey(),
      signalId: text("signal_id").notNull(),
      from: text("from_state", { enum: ["open", "acknowledged", "snoozed", "resolved"] }),
      to: text("to_state", { enum: ["open", "acknowledged", "snoozed", "resolved"] }).notNull(),
      at: instant("at").notNull(),
      by: text("by").notNull(),
      reason: text("reason"),
    },
    (transition) => [index("signal_transitions_signal").on(transition.signalId, transition.id)],
  );
}

/** What people want to be left alone with, whether anything is found about it or not. */
function defineSnoozes({ table, text, instant, primaryKey }: Columns) {
  return table(
    "snoozes",
    {
      subject: text("subject").notNull(),
      /** Empty for everything about the subject. */
      rule: text("rule").notNull(),
      until: instant("until").notNull(),
      by: text("by").notNull(),
      at: instant("at").notNull(),
    },
    (snooze) => [primaryKey({ columns: [snooze.subject, snooze.rule] })],
  );
}
