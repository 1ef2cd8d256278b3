import { keepProved } from "#domain/reports/sentences";
import type { Context } from "#kernel/context";
import { weekly as prompt } from "#prompts/weekly-v1";
import type { Facts } from "./fields.ts";
import { toFactsText } from "./sections.ts";

/** Below what an invocation may take, so that there is a report without it. */
const TIME_MAX_MS = 10_000;
const CHARS_MAX = 6_000;

/** At most two sentences about the week; a number that is not among the facts drops its sentence. Empty without a model. */
export async function phrase(context: Context, facts: Facts): Promise<string[]> {
  const { model, traceId, actor, signal } = context;
  if (!model || !facts.is_live) return [];
  const text = toFactsText(facts, CHARS_MAX);
  // Titles of changes are written by whoever opens them.
  const sources = [{ id: `week:${facts.week.from}`, kind: "facts of the week", text, trust: "anyone" as const }];
  const ask = { call: { traceId, actor, signal }, input: null, sources, timeMaxMs: TIME_MAX_MS };
  const outcome = await model.complete(prompt, ask);
  return outcome.status === "unusable" ? [] : keepProved(outcome.value.sentences, text);
}
