import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "./faults.ts";
import { type Listening, listen, readBody } from "./http.ts";
import type { Ledger } from "./ledger.ts";
import { reset, sendJson, sendTruncated } from "./reply.ts";
import { answerSwitch } from "./switches.ts";
import type { VendorFault } from "./vendor-fault.ts";

const BODY_BYTES_MAX = 1_000_000;

/** A request as it arrived; `body` is undefined where it is empty, and null where it is no JSON. */
export interface Ask {
  method: string;
  path: string;
  /** What is given several times, with commas between. */
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Reply {
  status: number;
  /** Nothing is sent without one. */
  body?: unknown;
  /** What is no JSON, in its place. */
  text?: string;
  headers?: Record<string, string>;
}

/** How one vendor speaks. */
export interface Voice {
  /** The vendor's name for what is asked: "issueCreate", "POST /rest/api/3/issue". */
  operationOf(ask: Ask): string;
  /** What is answered to whoever has no valid token. */
  stop(ask: Ask): Reply | undefined;
  /** A failure in the vendor's own words. */
  fail(status: number, headers: Record<string, string>): Reply;
  answer(ask: Ask): Reply | Promise<Reply>;
}

/** One request, in the order of arrival; `status` is 0 where nothing was answered. */
export interface VendorRequest extends Pick<Ask, "method" | "path" | "query" | "body"> {
  operation: string;
  status: number;
}

export interface VendorParts {
  voice: Voice;
  faults: Faults<VendorFault>;
  requests: Ledger<VendorRequest>;
  port?: number;
}

/** A vendor's server, with the faults and the ledger that all of them share. */
export function serveVendor(parts: VendorParts): Promise<Listening> {
  return listen(async (request, reply) => {
    const ask = await readAsk(request);
    const told = answerSwitch(parts, ask);
    if (told) send(reply, told);
    else await answerAsk(parts, ask, { request, reply });
  }, parts.port ?? 0);
}

interface Line {
  request: IncomingMessage;
  reply: ServerResponse;
}

async function answerAsk(parts: VendorParts, ask: Ask, { request, reply }: Line): Promise<void> {
  const { voice, faults, requests } = parts;
  const operation = voice.operationOf(ask);
  const { method, path, query, body } = ask;
  const entry: VendorRequest = { operation, method, path, query, body, status: 0 };
  requests.add(entry);
  const strikes = [operation, method, path] as const;
  const slow = faults.take("slow", ...strikes);
  if (slow) await pause(slow.ms);
  if (faults.take("reset", ...strikes)) return reset(request);
  const late = faults.take("late", ...strikes);
  if (late) {
    reset(request);
    await pause(late.ms);
  }
  const isUnheard = late !== undefined || faults.take("reset_after", ...strikes) !== undefined;
  const told = refuse(parts, ask, strikes) ?? (await voice.answer(ask));
  if (late === undefined && isUnheard) reset(request);
  if (isUnheard) return;
  entry.status = told.status;
  if (faults.take("truncated", ...strikes)) return sendTruncated(reply, told.body ?? {});
  send(reply, told);
}

function refuse({ voice, faults }: VendorParts, ask: Ask, strikes: readonly string[]): Reply | undefined {
  if (faults.take("token_expired", ...strikes)) return voice.fail(401, {});
  const stopped = voice.stop(ask);
  if (stopped) return stopped;
  const fault = faults.take("status", ...strikes);
  if (!fault) return undefined;
  const { status, retryAfter } = fault;
  return voice.fail(status, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) });
}

async function readAsk(request: IncomingMessage): Promise<Ask> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const raw = await readBody(request, BODY_BYTES_MAX);
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: Object.fromEntries([...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name).join()])),
    headers: request.headers,
    body: raw.length === 0 ? undefined : parse(raw),
  };
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return null;
  }
}

function send(reply: ServerResponse, { status, body, text, headers = {} }: Reply): void {
  if (text !== undefined) return void reply.writeHead(status, { "content-type": "text/plain", ...headers }).end(text);
  if (body === undefined) reply.writeHead(status, headers).end();
  else sendJson(reply, body, { status, headers });
}
