import { randomUUIDv7 } from "node:crypto";
import type { CallOutcome, PlannedCall } from "#domain/model/call";
import { type ChatReply, type ChatRequest, SENDS_MAX, type Usage } from "#domain/model/chat";
import { costOf, type Price, priceOf } from "#domain/model/prices";
import type { Prompt } from "#domain/model/prompt";
import { estimateMessages, estimateTokens } from "#domain/model/tokens";
import { sha256 } from "#lib/hash";
import { redact } from "#lib/redact";
import type { ModelAsk } from "../ports/model.ts";
import type { Composed } from "./compose.ts";
import type { ModelParts } from "./parts.ts";

/** Our count of tokens may be too low for unusual scripts; what is set aside must not be. */
const CAUTION = 2;

/** What is asked, by whom and for what. */
export interface Task<Input> {
  prompt: Prompt<Input>;
  ask: ModelAsk<Input>;
  composed: Composed;
}

/** A call for which the money is set aside; it ends once. */
export interface Charge {
  settle(reply: ChatReply): Promise<void>;
}

/** Sets aside the most that a request can cost. A sentence that says why not where the budget has no room for it. */
export async function charge<Input>(
  parts: ModelParts,
  { prompt, ask, composed }: Task<Input>,
  request: ChatRequest,
): Promise<Charge | string> {
  const price = priceOf(request.model, parts.settings.prices);
  if (!price) return `The price of ${request.model} is not known, so no budget can be kept. Set it in MODEL_PRICES.`;
  const body = JSON.stringify(request.messages);
  const startedAt = parts.now();
  const tokensIn = estimateMessages(request.messages) + estimateTokens(JSON.stringify(request.format ?? {}));
  const sendUsd = costOf(price, { tokensIn: tokensIn * CAUTION, tokensOut: request.tokensMax });
  const planned: PlannedCall = {
    ...{ id: randomUUIDv7(), traceId: ask.call.traceId, actor: ask.call.actor.id },
    ...{ task: prompt.task, prompt: prompt.name, promptVersion: prompt.version, variant: composed.variant },
    ...{ model: request.model, rung: rungOf(prompt, request), promptHash: sha256(body), sources: composed.sourceIds },
    ...{ redactions: composed.scrubber.counts(), tokensIn, startedAt },
    // It may be sent again where the first send is lost, and both be billed.
    reservedUsd: sendUsd * SENDS_MAX,
    body: parts.settings.keepsBodies ? body : null,
  };
  const { monthlyUsdMax } = parts.limits();
  if (!(await parts.ledger.reserve(planned, monthlyUsdMax))) return describeBudget(monthlyUsdMax);
  return { settle: (reply) => settle(parts, { planned, price, sendUsd }, reply) };
}

function describeBudget(usd: number): string {
  if (usd === 0) return "The policy allows no money for models; a policy admin can set max_monthly_cost_usd.";
  return `This month's budget for models, ${usd} US dollars, is used up.`;
}

function rungOf<Input>({ output }: Prompt<Input>, { format }: ChatRequest): string {
  if (output === null) return "prose";
  return format?.rung ?? "words";
}

interface Open {
  planned: PlannedCall;
  price: Price;
  /** The most that one send can cost. */
  sendUsd: number;
}

async function settle(parts: ModelParts, { planned, price, sendUsd }: Open, reply: ChatReply): Promise<void> {
  const { lost = 0 } = reply;
  const heard = usageOf(planned, reply);
  // Of a send that is lost nobody knows how much was written, and all of it may have to be paid.
  const costUsd = sendUsd * lost + costOf(price, heard);
  const ms = parts.now().getTime() - planned.startedAt.getTime();
  const outcome = outcomeOf(reply);
  const tokens = { tokensIn: planned.tokensIn * lost + heard.tokensIn, tokensOut: heard.tokensOut };
  const isEstimated = heard.isEstimated || lost > 0;
  const text = reply.status === "answered" && parts.settings.keepsBodies ? reply.text : null;
  const detail = reply.status === "failed" ? redact(reply.detail) : null;
  await parts.ledger.settle(planned.id, { outcome, ...tokens, isEstimated, costUsd, ms, detail, reply: text });
  parts.onCall({ task: planned.task, outcome, seconds: ms / 1_000, ...tokens, costUsd });
}

/** Of what was heard, be it an answer or a stream until it broke. */
function usageOf({ tokensIn }: PlannedCall, reply: ChatReply): Usage & { isEstimated: boolean } {
  const heard = reply.status === "answered" ? reply : reply.heard;
  if (!heard) return { tokensIn: 0, tokensOut: 0, isEstimated: true };
  if (heard.usage) return { ...heard.usage, isEstimated: false };
  return { tokensIn, tokensOut: estimateTokens(heard.text), isEstimated: true };
}

function outcomeOf(reply: ChatReply): CallOutcome {
  if (reply.status === "failed") return reply.failure;
  if (reply.finish === "refused") return "refused";
  return reply.finish === "stop" ? "answered" : "truncated";
}
