import { CALL_OUTCOMES } from "#domain/model/call";
import type { Columns } from "../dialect.ts";

/** What models were asked, what it cost, and what each month may still cost. */
export function defineModel(columns: Columns) {
  return { modelCalls: defineCalls(columns), modelMonths: defineMonths(columns) };
}

function defineCalls(columns: Columns) {
  const { table, text, integer, instant, index, json } = columns;
  return table(
    "model_calls",
    {
      id: text("id").primaryKey(),
      traceId: text("trace_id").notNull(),
      actor: text("actor").notNull(),
      task: text("task").notNull(),
      prompt: text("prompt").notNull(),
      promptVersion: integer("prompt_version").notNull(),
      variant: text("variant").notNull(),
      model: text("model").notNull(),
      rung: text("rung").notNull(),
      promptHash: text("prompt_hash").notNull(),
      sources: json("sources").$type<string[]>().notNull(),
      redactions: json("redactions").$type<Record<string, number>>().notNull(),
      startedAt: instant("started_at").notNull(),
      ...ending(columns),
      /** Null unless bodies are kept. */
      body: text("body"),
      reply: text("reply"),
    },
    (call) => [index("model_calls_trace").on(call.traceId), index("model_calls_started").on(call.startedAt)],
  );
}

function ending({ text, integer, boolean, real }: Columns) {
  return {
    /** Null while the call runs. */
    outcome: text("outcome", { enum: CALL_OUTCOMES }),
    tokensIn: integer("tokens_in").notNull(),
    tokensOut: integer("tokens_out").notNull().default(0),
    isEstimated: boolean("is_estimated").notNull().default(true),
    /** In US dollars; the most it can cost until it has ended. */
    costUsd: real("cost_usd").notNull(),
    ms: integer("ms"),
    detail: text("detail"),
  };
}

/** One row is changed by every reservation, so that no two of them can both take the last of a budget. */
function defineMonths({ table, text, real }: Columns) {
  return table("model_months", { month: text("month").primaryKey(), usd: real("usd").notNull() });
}
