import { type ChatReply, type ChatRequest, SENDS_MAX } from "#domain/model/chat";
import type { ProsePrompt } from "#domain/model/prompt";
import type { ModelAsk, ModelOutcome, ModelStream } from "../ports/model.ts";
import { type Charge, charge, type Task } from "./charge.ts";
import { type Composed, compose } from "./compose.ts";
import { signalOf } from "./deadline.ts";
import type { ModelParts } from "./parts.ts";
import { createSentences } from "./sentences.ts";
import { explainReply, toUnusable } from "./unusable.ts";

/** Whoever leaves does not hear how often it was sent, nor how much was written. */
const GONE: ChatReply = {
  ...{ status: "failed", failure: "stopped", detail: "nobody listens any more", retryAt: null, lost: SENDS_MAX },
};

/** Prose as it is written, sentence by sentence. */
export function write<Input>(parts: ModelParts, prompt: ProsePrompt<Input>, ask: ModelAsk<Input>): ModelStream {
  const composed = compose(parts, prompt, ask);
  const { promise: outcome, resolve, reject } = Promise.withResolvers<ModelOutcome<string>>();
  async function* text(): AsyncGenerator<string, void> {
    try {
      resolve(yield* converse(parts, { prompt, ask, composed }));
    } catch (error) {
      reject(error);
    } finally {
      // Whoever stopped reading asked for nothing more; what was settled before stays.
      resolve(toUnusable(composed.provenance, "timeout", "Nobody read the answer to its end."));
    }
  }
  return { text: text(), outcome };
}

async function* converse<Input>(parts: ModelParts, task: Task<Input>) {
  const { prompt, ask, composed } = task;
  const signal = signalOf(ask);
  const leave = await parts.gate.enter(signal);
  if (!leave) return toUnusable(composed.provenance, "timeout", "The model is busy with other questions.");
  try {
    const request: ChatRequest = {
      ...{ model: composed.provenance.model, messages: composed.messages },
      ...{ tokensMax: prompt.tokensMax, timeoutMs: parts.settings.timeoutMs },
    };
    const charged = await charge(parts, task, request);
    if (typeof charged === "string") return toUnusable(composed.provenance, "budget", charged);
    return yield* listen({ parts, composed, charged, signal }, request);
  } finally {
    leave();
  }
}

interface Listening {
  parts: ModelParts;
  composed: Composed;
  charged: Charge;
  signal: AbortSignal;
}

async function* listen({ parts, composed, charged, signal }: Listening, request: ChatRequest) {
  const sentences = createSentences();
  let [reply, written] = [GONE, ""];
  try {
    for await (const piece of await parts.endpoint.stream(request, signal)) {
      if (piece.type === "end") reply = piece.reply;
      const whole = composed.clean(piece.type === "text" ? sentences.add(piece.text) : sentences.end());
      written += whole;
      if (whole !== "") yield whole;
    }
  } finally {
    await charged.settle(reply);
  }
  const unusable = explainReply(composed.provenance, reply);
  if (unusable) return unusable;
  if (written.trim() === "") return toUnusable(composed.provenance, "invalid");
  return { status: "done" as const, value: written, provenance: composed.provenance };
}
