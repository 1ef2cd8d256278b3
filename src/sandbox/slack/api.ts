import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { readBody } from "../wire/http.ts";
import { reset, sendJson, sendTruncated } from "../wire/reply.ts";
import { readArguments } from "./body.ts";
import { type Office, TOKENS } from "./desk.ts";
import { METHODS } from "./methods/index.ts";
import { type Json, SlackError } from "./model.ts";
import { BODY_BYTES_MAX, record } from "./record.ts";

/** `POST /api/<method>`, with the faults that are armed for it. */
export async function answerCall(
  office: Office,
  { request, reply, name }: { request: IncomingMessage; reply: ServerResponse; name: string },
): Promise<void> {
  const { faults } = office;
  const startedAt = performance.now();
  const args = await readArguments(request, await readBody(request, BODY_BYTES_MAX));
  const subjects = [name, String(args["channel"] ?? "")];
  const run = () => perform(office, { request, name, args });
  const note = (answer: Json) => record(office, { name, args, answer, startedAt });

  const slow = faults.take("slow", ...subjects);
  if (slow) await pause(slow.ms);
  const status = faults.take("status", ...subjects);
  if (status) {
    note({ ok: false, error: `HTTP ${status.status}` });
    const headers: Record<string, string> =
      status.retryAfter === undefined ? {} : { "retry-after": String(status.retryAfter) };
    return sendJson(reply, { ok: false, error: "ratelimited" }, { status: status.status, headers });
  }
  const late = faults.take("late", ...subjects);
  if (late) {
    reset(request);
    await pause(late.ms);
    return note(await run());
  }
  const answer = refusal(office, subjects) ?? (await run());
  note(answer);
  if (faults.take("answer_lost", ...subjects)) return reset(request);
  if (faults.take("truncated", ...subjects)) return sendTruncated(reply, answer);
  const wait = answer["retryAfter"];
  if (wait !== undefined) return sendJson(reply, answer, { status: 429, headers: { "retry-after": String(wait) } });
  sendJson(reply, answer);
}

async function perform(
  office: Office,
  { request, name, args }: { request: IncomingMessage; name: string; args: Json },
): Promise<Json> {
  const method = METHODS.get(name);
  if (!method) return { ok: false, error: "unknown_method", req_method: name };
  const token = request.headers.authorization?.replace(/^Bearer /, "") ?? args["token"];
  if (token === undefined) return { ok: false, error: "not_authed" };
  if (token !== TOKENS[method.token])
    return { ok: false, error: isKnown(token) ? "not_allowed_token_type" : "invalid_auth" };
  try {
    return { ok: true, ...(await method.call(office, args)) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ok: false, error: error.code, ...error.details };
  }
}

function isKnown(token: unknown): boolean {
  return token === TOKENS.app || token === TOKENS.bot;
}

function refusal({ faults }: Office, subjects: string[]): Json | undefined {
  const fault = faults.take("error", ...subjects);
  if (!fault) return undefined;
  const { error, needed, provided } = fault;
  return { ok: false, error, ...(needed !== undefined && { needed }), ...(provided !== undefined && { provided }) };
}
