import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createFaults, type Faults } from "../wire/faults.ts";
import { listen, readBody } from "../wire/http.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { reset, sendJson } from "../wire/reply.ts";
import { createRandom } from "../world/random.ts";
import { EmbeddingsBody, toEmbeddings } from "./embeddings.ts";
import { type Completion, CompletionBody, faultInRequest } from "./request.ts";
import { type Script, type Speech, speak } from "./speak.ts";
import { countTokens, sendStream } from "./stream.ts";
import { Mishap, type MishapInput, Traits } from "./traits.ts";

const API_KEY = "sandbox-model-key";
const PATH = "/v1/chat/completions";
const EMBEDDINGS_PATH = "/v1/embeddings";
const BODY_BYTES_MAX = 4_000_000;
const LEDGER_MAX = 10_000;

/** One request as it came; `status` is 0 where nothing was answered. */
export interface ModelRequest {
  body: unknown;
  headers: IncomingMessage["headers"];
  status: number;
  /** How many were being answered when it came, itself among them. */
  atOnce: number;
}

export interface OpenaiSandboxOptions {
  port?: number;
  seed?: number;
  traits?: Partial<Traits>;
  script?: Script;
}

/** A server that speaks Chat Completions, with the differences and the failures of those that are called compatible. */
export async function createOpenaiSandbox({ port = 0, seed = 1, traits = {}, script }: OpenaiSandboxOptions = {}) {
  const mishaps = createFaults<Mishap>(createRandom(seed).next);
  const requests = createLedger<ModelRequest>(LEDGER_MAX);
  const parts: Parts = {
    mishaps,
    requests,
    traits: Traits.parse(traits),
    script: script ?? (() => undefined),
    open: 0,
  };
  const listening = await listen((request, reply) => answer(parts, { request, reply }), port);
  return {
    ...{ url: `${listening.url}/v1`, apiKey: API_KEY, requests, mishaps },
    misbehave: (mishap: MishapInput) => mishaps.arm(Mishap.parse(mishap)),
    become(changed: Partial<Traits>): void {
      parts.traits = { ...parts.traits, ...changed };
    },
    close: () => listening.close(),
  };
}

interface Parts {
  mishaps: Faults<Mishap>;
  requests: Ledger<ModelRequest>;
  traits: Traits;
  script: Script;
  open: number;
}

interface Line {
  request: IncomingMessage;
  reply: ServerResponse;
}

async function answer(parts: Parts, line: Line): Promise<void> {
  const body = parse((await readBody(line.request, BODY_BYTES_MAX)).toString("utf8"));
  const entry: ModelRequest = { body, headers: line.request.headers, status: 0, atOnce: ++parts.open };
  parts.requests.add(entry);
  line.reply.once("close", () => parts.open--);
  line.reply.once("finish", () => {
    entry.status = line.reply.statusCode;
  });
  const refused = refuse(line.request, body);
  if (refused) return sendError(line.reply, refused);
  if (line.request.url === EMBEDDINGS_PATH) await embed(parts, line, EmbeddingsBody.parse(body));
  else await complete(parts, line, CompletionBody.parse(body));
}

async function embed(parts: Parts, line: Line, body: typeof EmbeddingsBody._output): Promise<void> {
  if (await fails(parts, line, body.model)) return;
  sendJson(line.reply, toEmbeddings(body, parts.mishaps));
}

/** What befalls any request; true where that was all. */
async function fails({ mishaps }: Parts, { request, reply }: Line, model: string): Promise<boolean> {
  const slow = mishaps.take("slow", model);
  if (slow) await pause(slow.ms);
  if (mishaps.take("reset", model)) {
    reset(request);
    return true;
  }
  const failing = mishaps.take("status", model);
  if (failing) sendError(reply, { ...failing, message: "The server had an error." });
  return failing !== undefined;
}

async function complete(parts: Parts, { request, reply }: Line, body: typeof CompletionBody._output): Promise<void> {
  const { mishaps, traits, script } = parts;
  if (await fails(parts, { request, reply }, body.model)) return;
  const fault = faultInRequest(body, traits);
  if (fault) return sendError(reply, { status: 400, message: fault });
  const asked: Completion = { ...body, isFormatIgnored: traits.formats === "ignored" };
  const speech = speak(asked, script, mishaps);
  if (body.stream) await sendStream({ request, reply }, { asked, speech, traits, mishaps });
  else sendJson(reply, toCompletion(asked, speech, traits));
}

function toCompletion({ model, messages }: Completion, { text, refusal, finish }: Speech, { tellsUsage }: Traits) {
  const message = { role: "assistant", content: refusal === null ? text : null, refusal };
  return {
    ...{ id: "chatcmpl-sandbox", object: "chat.completion", created: 0, model },
    choices: [{ index: 0, message, finish_reason: finish, logprobs: null }],
    ...(tellsUsage && { usage: countTokens(messages, text) }),
  };
}

interface Refusal {
  status: number;
  message: string;
  retryAfter?: number | undefined;
}

function refuse({ method, url, headers }: IncomingMessage, body: unknown): Refusal | undefined {
  const isKnown = url === PATH || url === EMBEDDINGS_PATH;
  if (method !== "POST" || !isKnown) return { status: 404, message: `Invalid URL (${method} ${url})` };
  if (headers.authorization !== `Bearer ${API_KEY}`) return { status: 401, message: "Incorrect API key provided." };
  const parsed = (url === PATH ? CompletionBody : EmbeddingsBody).safeParse(body);
  return parsed.success ? undefined : { status: 400, message: `We could not parse the body: ${parsed.error.message}` };
}

function sendError(reply: ServerResponse, { status, message, retryAfter }: Refusal): void {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  sendJson(reply, { error: { message, type: "invalid_request_error", param: null, code: null } }, { status, headers });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
