import { randomUUIDv7 } from "node:crypto";
import type { Columns } from "../dialect.ts";

/** One row per invocation: who called what, from where, and what became of it. */
export function defineAudit({ table, text, integer, json, instant, index }: Columns) {
  return {
    invocations: table(
      "invocations",
      {
        id: text("id").primaryKey().$defaultFn(randomUUIDv7),
        traceId: text("trace_id").notNull(),
        name: text("name").notNull(),
        actor: text("actor").notNull(),
        surface: text("surface").notNull(),
        place: text("place"),
        input: json("input").$type<unknown>(),
        outcome: text("outcome").notNull(),
        /** Why it was refused or failed, in the words the caller saw. */
        message: text("message"),
        ms: integer("ms").notNull(),
        at: instant("at").notNull(),
      },
      (invocation) => [index("invocations_at").on(invocation.at), index("invocations_trace").on(invocation.traceId)],
    ),
  };
}
