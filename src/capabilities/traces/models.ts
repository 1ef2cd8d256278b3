import { z } from "zod";
import { monthOf } from "#domain/model/call";
import { toTrace } from "#domain/model/trace";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import type { ViewNode } from "#lib/view";
import { describeUsd, TraceRow } from "./row.ts";

const CALLS_LOOKED_AT = 50;
const SHOWN_MAX = 10;

const NO_MONEY = "Only models that cost nothing are asked: the policy's max_monthly_cost_usd is 0.";

const State = z.object({
  endpoint: z.string().nullable(),
  models: z.array(z.object({ task: z.string(), model: z.string(), is_priced: z.boolean() })),
  /** The last of the latest calls that got an answer. */
  reached_at: z.string().nullable(),
  month: z.string(),
  spent_usd: z.number(),
  budget_usd: z.number(),
  pii_redaction: z.string(),
  calls: z.array(TraceRow.omit({ body: true, reply: true, sources: true })),
});
type State = z.output<typeof State>;

export const models = defineCapability({
  name: "models",
  summary: "Which model writes, when it was last reached, and what it has cost this month.",
  risk: "read",
  command: "/adjutant models",
  input: z.object({}),
  result: State,
  run: readState,
  view: (state) => ({ text: sayState(state), nodes: [{ type: "header", text: "Models" }, ...describe(state)] }),
});

async function readState({ model, traces, trust, now }: Context): Promise<State> {
  const month = monthOf(now());
  const [calls, spent] = [await traces.recent(CALLS_LOOKED_AT), await traces.spent(month)];
  const { limits } = trust.policy();
  const status = model?.status();
  return {
    endpoint: status?.endpoint ?? null,
    models: (status?.models ?? []).map(({ task, model: name, isPriced }) => ({
      task,
      model: name,
      is_priced: isPriced,
    })),
    reached_at: calls.find(({ outcome }) => outcome === "answered")?.startedAt.toISOString() ?? null,
    ...{ month, spent_usd: spent, budget_usd: limits.max_monthly_cost_usd, pii_redaction: limits.pii_redaction },
    calls: calls.slice(0, SHOWN_MAX).map((call) => {
      const { body: _body, reply: _reply, sources: _sources, ...row } = toTrace(call);
      return row;
    }),
  };
}

function sayState({ endpoint, models: [first], spent_usd, budget_usd, month }: State): string {
  if (endpoint === null)
    return "No model is connected: everything is written by rules. Set OPENAI_API_KEY to change that.";
  const cost = `${describeUsd(spent_usd)} of ${describeUsd(budget_usd)} spent in ${month}`;
  return `${first?.model ?? "A model"} at ${endpoint} writes; ${cost}.`;
}

function describe(state: State): ViewNode[] {
  const { endpoint, models: named, reached_at, pii_redaction, calls } = state;
  const reached = reached_at === null ? "Not reached of late." : `Last reached ${reached_at}.`;
  const unpriced = named.filter(({ is_priced }) => !is_priced).map(({ model }) => model);
  const warning = `No price is known of ${unpriced.join(", ")}, so it is not asked. Set MODEL_PRICES.`;
  return [
    { type: "text", content: [sayState(state)] },
    ...(endpoint === null ? [] : [line(`${reached} Personal data is taken out: ${pii_redaction}.`)]),
    ...(endpoint !== null && state.budget_usd === 0 ? [line(NO_MONEY)] : []),
    ...(unpriced.length > 0 ? [line(warning)] : []),
    ...(calls.length > 0 ? [listCalls(calls)] : []),
  ];
}

function line(text: string): ViewNode {
  return { type: "text", content: [text] };
}

function listCalls(calls: State["calls"]): ViewNode {
  return {
    type: "table",
    caption: "Latest calls",
    columns: ["At", "Prompt", "Model", "Outcome", "Cost (USD)", "Trace"],
    rows: calls.map((call) => [call.at, call.prompt, call.model, call.outcome, call.cost_usd, call.trace_id]),
  };
}
