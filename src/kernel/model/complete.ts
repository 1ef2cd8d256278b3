import type { z } from "zod";
import { type ChatMessage, type ChatReply, type ChatRequest, RUNGS, type Rung } from "#domain/model/chat";
import { extractObject } from "#domain/model/extract";
import type { ObjectPrompt } from "#domain/model/prompt";
import { toStrictSchema } from "#domain/model/strict-schema";
import { joinIssues, toIssues } from "#lib/issues";
import type { ModelAsk, ModelOutcome, Unusable } from "../ports/model.ts";
import { charge } from "./charge.ts";
import { type Composed, compose, modelOf } from "./compose.ts";
import { signalOf } from "./deadline.ts";
import { onRung, recallRung, rememberRung, rungBelow } from "./ladder.ts";
import type { ModelParts } from "./parts.ts";
import { explainReply, toUnusable } from "./unusable.ts";

/** Two steps down the ladder, an answer, its repair, and one more after a step down for prose. */
const TURNS_MAX = 5;
const SHOWN_CHARS_MAX = 20_000;
const ISSUES_MAX = 10;

interface Conversation<Input, Output> {
  parts: ModelParts;
  prompt: ObjectPrompt<Input, Output>;
  ask: ModelAsk<Input>;
  composed: Composed;
  signal: AbortSignal;
}

interface Turn {
  rung: Rung;
  /** The reply that was of no use, and what is wrong with it. */
  repair: ChatMessage[];
  isRepaired: boolean;
  hasSteppedForProse: boolean;
}

/** An object of the prompt's schema, or a reason why there is none. */
export async function complete<Input, Output>(
  parts: ModelParts,
  prompt: ObjectPrompt<Input, Output>,
  ask: ModelAsk<Input>,
): Promise<ModelOutcome<Output>> {
  const composed = compose(parts, prompt, ask);
  const signal = signalOf(ask);
  const leave = await parts.gate.enter(signal);
  if (!leave) return toUnusable(composed.provenance, "timeout", "The model is busy with other questions.");
  try {
    return await converse({ parts, prompt, ask, composed, signal });
  } finally {
    leave();
  }
}

async function converse<Input, Output>(conversation: Conversation<Input, Output>): Promise<ModelOutcome<Output>> {
  const { parts, prompt, composed } = conversation;
  const recalled = await recallRung(parts, modelOf(parts, prompt.task));
  let turn: Turn = { rung: recalled ?? RUNGS[0], repair: [], isRepaired: false, hasSteppedForProse: false };
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    const reply = await say(conversation, turn);
    if (reply.status === "unusable") return reply;
    const judged = judge(conversation, turn, reply);
    if ("status" in judged) {
      const isNews = judged.status === "done" && turn.rung !== recalled;
      if (isNews) await rememberRung(parts, composed.provenance.model, turn.rung);
      return judged;
    }
    turn = judged;
  }
  return toUnusable(composed.provenance, "invalid");
}

/** One request, paid for. */
async function say<Input, Output>(
  { parts, prompt, ask, composed, signal }: Conversation<Input, Output>,
  { rung, repair }: Turn,
): Promise<ChatReply | Unusable> {
  const { messages, ...asked } = onRung(composed.messages, prompt, rung);
  const request: ChatRequest = {
    ...{ ...asked, messages: [...messages, ...repair], model: composed.provenance.model },
    ...{ tokensMax: prompt.tokensMax, timeoutMs: parts.settings.timeoutMs },
  };
  const charged = await charge(parts, { prompt, ask, composed }, request);
  if (typeof charged === "string") return toUnusable(composed.provenance, "budget", charged);
  const reply = await parts.endpoint.ask(request, signal);
  await charged.settle(reply);
  return reply;
}

/** The outcome, or what is to be asked next. */
function judge<Input, Output>(
  { prompt, composed }: Conversation<Input, Output>,
  turn: Turn,
  reply: ChatReply,
): ModelOutcome<Output> | Turn {
  const below = rungBelow(turn.rung);
  if (reply.status === "failed" && reply.failure === "format" && below) return { ...turn, rung: below, repair: [] };
  const unusable = explainReply(composed.provenance, reply);
  if (unusable || reply.status === "failed") return unusable ?? toUnusable(composed.provenance, "unreachable");
  const object = extractObject(reply.text);
  const parsed = prompt.output.safeParse(composed.cleanDeep(object));
  if (parsed.success) return { status: "done", value: parsed.data, provenance: composed.provenance };
  if (!turn.isRepaired) return { ...turn, isRepaired: true, repair: toRepair(prompt, reply.text, parsed.error) };
  // Twice without an object: this server takes no notice of how it is asked.
  const isProse = object === undefined && !turn.hasSteppedForProse;
  if (isProse && below) return { ...turn, rung: below, repair: [], hasSteppedForProse: true };
  return toUnusable(composed.provenance, "invalid");
}

function toRepair<Input, Output>(
  { output }: ObjectPrompt<Input, Output>,
  text: string,
  error: z.ZodError,
): ChatMessage[] {
  const wrong = joinIssues(toIssues(error).slice(0, ISSUES_MAX));
  const schema = JSON.stringify(toStrictSchema(output));
  return [
    { role: "assistant", content: text.slice(0, SHOWN_CHARS_MAX) || "(nothing)" },
    {
      role: "user",
      content: `That is not what was asked for:\n${wrong}\nAnswer again with one JSON object of this schema alone:\n${schema}`,
    },
  ];
}
