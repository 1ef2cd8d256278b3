import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { Model, ModelAsk } from "#kernel/ports/model";
import { checkProse } from "#prompts/check-prose-v1";
import { check } from "#prompts/check-v1";
import { describeUsd } from "./row.ts";

/** Both together stay below what an invocation may take. */
const TIME_MAX_MS = 12_000;
const WORD = "lighthouse";
const SOURCE = { id: "check:word", kind: "a word", text: WORD, trust: "config" } as const;

const Part = z.object({ works: z.boolean(), detail: z.string() });

export const checkModel = defineCapability({
  name: "models.check",
  summary: "Asks the model two small questions, to see whether it answers as needed.",
  risk: "record",
  command: "/adjutant check-model",
  input: z.object({}),
  result: z.object({ model: z.string(), objects: Part, streaming: Part, cost_usd: z.number(), trace_id: z.string() }),
  async run(context) {
    const { model, traces, traceId } = context;
    if (!model) throw new UserError("No model is connected. Set OPENAI_API_KEY.");
    const [name = "", objects] = await checkObjects(context, model);
    const streaming = await checkStreaming(context, model);
    const calls = await traces.find(traceId);
    const cost = calls.reduce((sum, { costUsd }) => sum + costUsd, 0);
    return { model: name, objects, streaming, cost_usd: cost, trace_id: traceId };
  },
  view: ({ model, objects, streaming, cost_usd, trace_id }) => ({
    text: `${model}: ${objects.detail} ${streaming.detail}`,
    nodes: [
      { type: "text", content: [{ bold: model }, ` ${objects.detail} ${streaming.detail}`] },
      { type: "note", content: [`It cost ${describeUsd(cost_usd)}.`] },
      { type: "buttons", buttons: [{ label: "Show the trace", call: { name: "trace", input: { id: trace_id } } }] },
    ],
  }),
});

type Checked = z.output<typeof Part>;

async function checkObjects(context: Context, model: Model): Promise<[string, Checked]> {
  const outcome = await model.complete(check, askOf(context));
  const { provenance } = outcome;
  if (outcome.status === "unusable") return [provenance.model, { works: false, detail: outcome.message }];
  const { word, cites } = outcome.value;
  const isRight = word.toLowerCase().includes(WORD) && cites.includes(SOURCE.id);
  const [last] = (await context.traces.find(context.traceId)).slice(-1);
  const how = last?.rung === "json_schema" ? "by the schema" : `as ${last?.rung}`;
  const detail = isRight
    ? `It answers with objects, ${how}.`
    : "It answers with objects, but does not read its sources.";
  return [provenance.model, { works: isRight, detail }];
}

async function checkStreaming(context: Context, model: Model): Promise<Checked> {
  const { text, outcome } = model.write(checkProse, askOf(context));
  let pieces = 0;
  for await (const _piece of text) pieces++;
  const ended = await outcome;
  if (ended.status === "unusable") return { works: false, detail: `Streaming fails: ${ended.message}` };
  return { works: pieces > 0, detail: "It can be read while it writes." };
}

function askOf(context: Context): ModelAsk<null> {
  return { call: context, input: null, sources: [SOURCE], timeMaxMs: TIME_MAX_MS };
}
