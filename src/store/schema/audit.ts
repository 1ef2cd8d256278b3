import { randomUUIDv7 } from "node:crypto";
import type { Columns } from "../dialect.ts";

export function defineAudit(columns: Columns) {
  return { invocations: defineInvocations(columns), ...defineChain(columns) };
}

/** One row per invocation: who called what, from where, and what became of it. */
function defineInvocations({ table, text, integer, json, instant, index }: Columns) {
  return table(
    "invocations",
    {
      id: text("id").primaryKey().$defaultFn(randomUUIDv7),
      traceId: text("trace_id").notNull(),
      name: text("name").notNull(),
      actor: text("actor").notNull(),
      surface: text("surface").notNull(),
      place: text("place"),
      input: json("input").$type<unknown>(),
      outcome: text("outcome", { enum: ["done", "proposed", "refused", "unavailable", "failed"] }).notNull(),
      /** Why it was refused or failed, in the words the caller saw. */
      message: text("message"),
      result: json("result").$type<unknown>(),
      ms: integer("ms").notNull(),
      at: instant("at").notNull(),
    },
    (invocation) => [index("invocations_at").on(invocation.at), index("invocations_trace").on(invocation.traceId)],
  );
}

/**
 * What was proposed, decided and done, each row bound to the one before it by its hash. Never changed; the oldest are
 * deleted only below a checkpoint, and bodies only where an event explains it.
 */
function defineChain({ table, text, integer, instant, primaryKey, index }: Columns) {
  return {
    auditEvents: table(
      "audit_events",
      {
        seq: integer("seq").primaryKey(),
        id: text("id").notNull(),
        /** ISO, as it is hashed. */
        ts: text("ts").notNull(),
        verb: text("verb").notNull(),
        /** What it is about: the id of an approval, the name of a switch. */
        subject: text("subject").notNull(),
        actor: text("actor").notNull(),
        outcome: text("outcome").notNull(),
        correlationId: text("correlation_id").notNull(),
        bodyHash: text("body_hash").notNull(),
        prev: text("prev").notNull(),
        hash: text("hash").notNull(),
      },
      (event) => [
        index("audit_events_subject").on(event.subject),
        index("audit_events_correlation").on(event.correlationId),
      ],
    ),
    auditBodies: table("audit_bodies", {
      seq: integer("seq").primaryKey(),
      /** Makes it impossible to guess a short body from its hash. */
      salt: text("salt").notNull(),
      payload: text("payload").notNull(),
    }),
    /** The newest row of the chain; on Postgres also the lock of those who append. */
    auditHead: table("audit_head", {
      id: integer("id").primaryKey(),
      seq: integer("seq").notNull(),
      hash: text("hash").notNull(),
    }),
    /** Where the chain begins since its older rows were deleted. */
    auditCheckpoints: table(
      "audit_checkpoints",
      { firstSeq: integer("first_seq").notNull(), prev: text("prev").notNull(), at: instant("at").notNull() },
      (checkpoint) => [primaryKey({ columns: [checkpoint.firstSeq] })],
    ),
  };
}
