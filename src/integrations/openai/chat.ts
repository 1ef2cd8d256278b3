import type { ChatPiece, ChatReply, ChatRequest } from "#domain/model/chat";
import { createPatience } from "./patience.ts";
import { createSdk, type SdkOptions } from "./sdk.ts";
import { readCompletion } from "./shapes.ts";
import { type StreamLimits, streamPieces } from "./stream.ts";

/** For streams: to the first piece, between two, and in all. */
const STREAM_LIMITS: StreamLimits = { firstMs: 15_000, betweenMs: 20_000, allMs: 120_000 };

const INCOMPREHENSIBLE: ChatReply = {
  ...{ status: "failed", failure: "unreachable", detail: "not a chat completion", retryAt: null },
};

export interface ChatOptions extends SdkOptions {
  /** How this server calls the longest answer. */
  limitField: "max_tokens" | "max_completion_tokens";
  streamLimits?: StreamLimits;
  now?: () => Date;
}

/** A Chat Completions server, of OpenAI or compatible with it (kernel/ports/model.ts). Nothing is ever given to it as a tool. */
export function createChat(options: ChatOptions) {
  const { limitField, streamLimits = STREAM_LIMITS, now = () => new Date() } = options;
  const client = createSdk(options);
  const patiently = createPatience(now);
  const bodyOf = ({ model, messages, tokensMax, format }: ChatRequest) => ({
    ...{ model, messages, [limitField]: tokensMax },
    ...(format && { response_format: formatOf(format) }),
  });

  return {
    async ask(request: ChatRequest, signal: AbortSignal): Promise<ChatReply> {
      const send = () => client.chat.completions.create(bodyOf(request), { signal, timeout: request.timeoutMs });
      const ended = await patiently(send, { hasFormat: request.format !== undefined, signal });
      const { lost } = ended;
      if (ended.failed) return { ...ended.failed, lost };
      const reply = readCompletion(ended.result);
      return reply ? { ...reply, lost } : { ...INCOMPREHENSIBLE, lost: lost + 1 };
    },
    async stream(request: ChatRequest, signal: AbortSignal): Promise<AsyncIterable<ChatPiece>> {
      const body = { ...bodyOf(request), stream: true as const, stream_options: { include_usage: true } };
      const open = (stopping: AbortSignal) =>
        patiently(() => client.chat.completions.create(body, { signal: stopping }), { hasFormat: false, signal });
      return streamPieces(open, { limits: streamLimits, signal, now });
    },
  };
}

function formatOf(format: NonNullable<ChatRequest["format"]>) {
  if (format.rung === "json_object") return { type: "json_object" as const };
  const { name, schema } = format;
  return { type: "json_schema" as const, json_schema: { name, strict: true, schema } };
}
