import type { ModelCall } from "./call.ts";

/** A call of a model as it is published: without the words, unless these are kept. */
export function toTrace(call: ModelCall) {
  return {
    ...{ id: call.id, trace_id: call.traceId, at: call.startedAt.toISOString(), task: call.task },
    prompt: `${call.prompt}@${call.promptVersion}/${call.variant}`,
    ...{ model: call.model, asked_as: call.rung, outcome: call.outcome ?? "running", detail: call.detail },
    ...{ tokens_in: call.tokensIn, tokens_out: call.tokensOut, is_estimated: call.isEstimated },
    ...{ cost_usd: call.costUsd, ms: call.ms, prompt_hash: call.promptHash },
    ...{ sources: call.sources, redactions: call.redactions, body: call.body, reply: call.reply },
  };
}
