import { z } from "zod";
import type { ModelCall } from "#domain/model/call";
import { toTrace } from "#domain/model/trace";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { ViewNode } from "#lib/view";
import { describeUsd, TraceRow } from "./row.ts";

const BODY_SHOWN_MAX = 2_500;

export const trace = defineCapability({
  name: "trace",
  summary: "What a model was asked, what it cost, and what became of it.",
  risk: "read",
  command: "/adjutant trace",
  input: z.object({
    id: z
      .uuid({ error: "Take the id that stands beside what a model wrote." })
      .describe("Of the trace, as it stands beside what a model wrote."),
  }),
  result: z.object({ id: z.string(), cost_usd: z.number(), calls: z.array(TraceRow) }),
  async run(context, { id }) {
    const calls = await context.traces.find(id);
    if (calls.length === 0) throw new UserError("There is no such trace, or it is no longer kept.");
    const shown = await showTo(context, calls);
    return { id, cost_usd: calls.reduce((sum, { costUsd }) => sum + costUsd, 0), calls: shown.map(toTrace) };
  },
  view: ({ id, cost_usd, calls }) => ({
    text: `${calls.length === 1 ? "One call" : `${calls.length} calls`} of a model, ${describeUsd(cost_usd)}.`,
    nodes: [{ type: "header", text: `Trace ${id}` }, ...calls.flatMap(describeCall)],
  }),
});

/** What was asked may come from a place that others cannot read. A key is nobody in particular, and sees no words. */
async function showTo(context: Context, calls: ModelCall[]): Promise<ModelCall[]> {
  const { actor, trust } = context;
  if (calls.every((call) => call.actor === actor.id)) return calls;
  const { mayResume } = await trust.powers(context);
  if (mayResume) return calls;
  if (actor.kind === "key") return calls.map((call) => ({ ...call, body: null, reply: null }));
  throw new UserError("Only whoever asked, and security admins, may open this trace.");
}

function describeCall(call: TraceRow): ViewNode[] {
  const tokens = `${call.tokens_in} tokens in, ${call.tokens_out} out${call.is_estimated ? " (estimated)" : ""}`;
  const redacted = Object.entries(call.redactions)
    .map(([kind, count]) => `${count} ${kind}`)
    .toSorted();
  const words = [
    `${call.outcome}${call.detail === null ? "" : `: ${call.detail}`}`,
    `${tokens}, ${describeUsd(call.cost_usd)}${call.ms === null ? "" : `, ${call.ms} ms`}`,
    `Taken out: ${redacted.join(", ") || "nothing"}. Sources: ${call.sources.join(", ") || "none"}.`,
  ];
  const bodies = [call.body, call.reply].flatMap((text) => (text === null ? [] : [text.slice(0, BODY_SHOWN_MAX)]));
  return [
    { type: "text", content: [{ bold: call.prompt }, ` for ${call.task}, by ${call.model}, as ${call.asked_as}`] },
    ...words.map((line): ViewNode => ({ type: "text", content: [line] })),
    ...bodies.map((text): ViewNode => ({ type: "code", text })),
    { type: "note", content: [`${call.at}, prompt `, { code: call.prompt_hash.slice(0, 16) }] },
  ];
}
