import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../wire/faults.ts";
import { reset } from "../wire/reply.ts";
import type { Completion } from "./request.ts";
import type { Speech } from "./speak.ts";
import type { Mishap, Traits } from "./traits.ts";

const CHARS_PER_TOKEN = 4;
const PIECE_CHARS = 12;
/** So long the first piece may take to arrive. */
const FIRST_PIECE_MS = 50;

interface Telling {
  asked: Completion;
  speech: Speech;
  traits: Traits;
  mishaps: Faults<Mishap>;
}

interface Line {
  request: IncomingMessage;
  reply: ServerResponse;
}

export function countTokens(messages: Completion["messages"], text: string) {
  const length = messages.reduce((sum, { content }) => sum + content.length, 0);
  const [prompt_tokens, completion_tokens] = [length, text.length].map((chars) => Math.ceil(chars / CHARS_PER_TOKEN));
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: (prompt_tokens ?? 0) + (completion_tokens ?? 0),
  };
}

/** The speech piece by piece, as server-sent events. */
export async function sendStream(line: Line, telling: Telling): Promise<void> {
  const { asked, speech, traits, mishaps } = telling;
  const [first = "", ...rest] = speech.text.match(new RegExp(`[\\s\\S]{1,${PIECE_CHARS}}`, "g")) ?? [];
  line.reply.writeHead(200, { "content-type": "text/event-stream" });
  send(line, toChunk(asked, { ...(traits.tellsRole && { role: "assistant" }), content: first }));
  if (await isInterrupted(line, telling)) return;
  const isCut = mishaps.take("cut", asked.model) !== undefined;
  for (const content of isCut ? rest.slice(0, 1) : rest) send(line, toChunk(asked, { content }));
  if (isCut) line.reply.end();
  else finish(line, telling);
}

/** What may happen after the first piece. */
async function isInterrupted({ request, reply }: Line, { asked, mishaps }: Telling): Promise<boolean> {
  const strikes = (kind: Mishap["kind"]) => mishaps.take(kind, asked.model) !== undefined;
  if (strikes("stall")) {
    await once(request.socket, "close");
    return true;
  }
  if (strikes("broken_stream")) {
    await pause(FIRST_PIECE_MS);
    reset(request);
    return true;
  }
  if (!strikes("error_piece")) return false;
  send({ request, reply }, { error: { message: "overloaded" } });
  reply.end();
  return true;
}

function finish(line: Line, { asked, speech, traits }: Telling): void {
  if (speech.refusal !== null) send(line, toChunk(asked, { refusal: speech.refusal }));
  send(line, toChunk(asked, {}, speech.finish));
  const isAsked = asked.stream_options?.include_usage === true;
  const usage = countTokens(asked.messages, speech.text);
  if (traits.tellsUsage && isAsked) send(line, { ...toChunk(asked, {}), choices: [], usage });
  line.reply.end("data: [DONE]\n\n");
}

function send({ reply }: Line, data: unknown): void {
  reply.write(`data: ${JSON.stringify(data)}\n\n`);
}

function toChunk({ model }: Completion, delta: Record<string, unknown>, finish: string | null = null) {
  const choices = [{ index: 0, delta, finish_reason: finish, logprobs: null }];
  return { id: "chatcmpl-sandbox", object: "chat.completion.chunk", created: 0, model, choices };
}
