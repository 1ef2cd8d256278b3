import type { EndedCall } from "#domain/model/call";
import { composeDraft } from "#domain/plan/compose";
import { EMPTY_DRAFT } from "#domain/plan/draft";
import { type EvalCase, NO_SCORES, type Scores, scoreDraft } from "#domain/plan/score";
import { createGate } from "#kernel/model/gate";
import { createModel } from "#kernel/model/model";
import type { ChatEndpoint, ModelLedger } from "#kernel/ports/model";
import { plan } from "#prompts/plan-v1";

const TIMEOUT_MS = 1_000;
const TRACE_ID = "00000000-0000-8000-a000-000000000000";

/** One case as one variant of the prompt fares with it, through the whole gateway. */
export async function evaluate(one: EvalCase, variant: string): Promise<{ scores: Scores; tokens: number }> {
  const { ledger, tokens } = countTokens();
  const outcome = await scriptedModel(one, variant, ledger).complete(plan, {
    call: { traceId: TRACE_ID, actor: { kind: "operator", id: "evals" }, signal: new AbortController().signal },
    ...{ input: { template: one.template }, variant },
    sources: [
      { id: "idea", kind: "the idea", text: one.idea, trust: "member" },
      { id: "context", kind: "what is so today", text: one.context, trust: "member" },
    ],
  });
  const scores = outcome.status === "done" ? scoreDraft(composeDraft(outcome.value, EMPTY_DRAFT), one) : NO_SCORES;
  return { scores, tokens: tokens() };
}

/** Costs nothing, and counts what was said. */
function countTokens(): { ledger: ModelLedger; tokens(): number } {
  let sum = 0;
  return {
    ledger: {
      reserve: async () => true,
      async settle(_id: string, { tokensIn, tokensOut }: EndedCall) {
        sum += tokensIn + tokensOut;
      },
    },
    tokens: () => sum,
  };
}

/** A model that knows no more than what is written down for the case. */
function scriptedModel({ replies }: EvalCase, variant: string, ledger: ModelLedger) {
  const said = replies[variant] ?? replies["base"] ?? [];
  let turn = 0;
  const next = () => {
    const reply = said[Math.min(turn++, said.length - 1)];
    return typeof reply === "string" ? reply : JSON.stringify(reply);
  };
  const endpoint: ChatEndpoint = {
    ask: async () => ({ status: "answered", text: next(), finish: "stop", usage: null }),
    async stream() {
      throw new Error("Plans are not streamed.");
    },
  };
  return createModel({
    ...{ endpoint, ledger, gate: createGate(1), now: () => new Date() },
    memory: { recall: async () => undefined, remember: async () => undefined },
    settings: {
      ...{ baseUrl: "http://scripted.invalid", model: "scripted", models: new Map(), timeoutMs: TIMEOUT_MS },
      ...{ prices: new Map([["scripted", { input: 0, output: 0 }]]), keepsBodies: false },
    },
    limits: () => ({ monthlyUsdMax: 1, piiRedaction: "off" }),
    onCall: () => undefined,
  });
}
