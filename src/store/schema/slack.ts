import { randomUUIDv7 } from "node:crypto";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

export function defineSlack(columns: Columns) {
  return { slackInbox: defineInbox(columns), slackOutbox: defineOutbox(columns), slackCalls: defineCalls(columns) };
}

/** What Slack delivered, kept so that each delivery is performed, and performed once. */
function defineInbox({ table, text, integer, instant, index }: Columns) {
  return table(
    "slack_inbox",
    {
      /** Slack's event id, or the envelope's where there is none. */
      key: text("key").primaryKey(),
      type: text("type").notNull(),
      /** JSON as text: a JSON column of Postgres refuses characters that people can type. */
      body: text("body").notNull(),
      state: text("state", { enum: ["received", "done", "dead"] })
        .notNull()
        .default("received"),
      attempts: integer("attempts").notNull().default(1),
      /** Until then a living process is at work on it. */
      leaseUntil: instant("lease_until").notNull(),
      reason: text("reason"),
      receivedAt: instant("received_at").notNull(),
    },
    (envelope) => [
      index("slack_inbox_waiting").on(envelope.leaseUntil).where(sql`state = 'received'`),
      index("slack_inbox_received").on(envelope.receivedAt),
    ],
  );
}

/** What is to be said in Slack. `notBefore` is also the lease of the sender that is at work on a row. */
function defineOutbox({ table, text, integer, instant, counter, index, uniqueIndex }: Columns) {
  return table(
    "slack_outbox",
    {
      seq: counter("seq").primaryKey(),
      /** Travels in the message's metadata, by which it is found again. */
      id: text("id").notNull().$defaultFn(randomUUIDv7),
      key: text("key").notNull(),
      /** The channel: its messages go out one after another. */
      lane: text("lane").notNull(),
      kind: text("kind", { enum: ["post", "update"] }).notNull(),
      /** The ts of the thread to answer in. */
      thread: text("thread"),
      /** The key of the message whose thread this continues, where that has no ts yet. */
      parent: text("parent"),
      /** The ts of the message to replace. */
      target: text("target"),
      body: text("body").notNull(),
      state: text("state", { enum: ["queued", "sending", "checking", "sent", "uncertain", "failed"] })
        .notNull()
        .default("queued"),
      attempts: integer("attempts").notNull().default(0),
      notBefore: instant("not_before").notNull(),
      attemptedAt: instant("attempted_at"),
      ts: text("ts"),
      reason: text("reason"),
      createdAt: instant("created_at").notNull(),
    },
    (message) => [
      uniqueIndex("slack_outbox_key").on(message.key),
      uniqueIndex("slack_outbox_id").on(message.id),
      index("slack_outbox_lane").on(message.lane, message.seq).where(sql`state in ('queued', 'sending', 'checking')`),
      index("slack_outbox_created").on(message.createdAt),
      index("slack_outbox_target").on(message.lane, message.target).where(sql`target is not null`),
      index("slack_outbox_ts").on(message.lane, message.ts).where(sql`ts is not null`),
    ],
  );
}

/** Calls too long for the value of a button, which carries their id instead. */
function defineCalls({ table, text, instant, index }: Columns) {
  return table(
    "slack_calls",
    { id: text("id").primaryKey(), call: text("call").notNull(), keptAt: instant("kept_at").notNull() },
    (call) => [index("slack_calls_kept").on(call.keptAt)],
  );
}
