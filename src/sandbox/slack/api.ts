import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { readBody, reset, sendJson, sendTruncated } from "../wire/http.ts";
import { readArguments, readFile } from "./body.ts";
import { type Office, TOKENS } from "./desk.ts";
import { METHODS } from "./methods/index.ts";
import { type Json, SlackError } from "./model.ts";
import { respond } from "./show.ts";

const BODY_BYTES_MAX = 25_000_000;

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

function record(
  { ledger, now }: Office,
  { name, args, answer, startedAt }: { name: string; args: Json; answer: Json; startedAt: number },
): void {
  const outcome = answer["ok"] === true ? "ok" : String(answer["error"]);
  const ms = performance.now() - startedAt;
  ledger.add({ kind: "call", at: now(), name, outcome, ms, attempt: 0, id: "", body: args, answer });
}

/** `POST /response/<id>`: five times within half an hour. */
export async function answerResponse(
  office: Office,
  { request, reply, id }: { request: IncomingMessage; reply: ServerResponse; id: string },
): Promise<void> {
  const startedAt = performance.now();
  const body = (await readArguments(request, await readBody(request, BODY_BYTES_MAX))) as Json;
  const grant = office.grants.spendResponse(id);
  const note = (answer: Json) => record(office, { name: "response_url", args: body, answer, startedAt });
  if (!grant) {
    note({ ok: false, error: "used_url" });
    return sendJson(reply, { ok: false, error: "used_url" }, { status: 404 });
  }
  try {
    respond(office, grant, body);
    note({ ok: true });
    reply.writeHead(200, { "content-type": "text/plain" }).end("ok");
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const answer = { ok: false, error: error.code, ...error.details };
    note(answer);
    sendJson(reply, answer, { status: 400 });
  }
}

/** The bytes of an announced file. */
export async function answerUpload(
  office: Office,
  { request, reply, id }: { request: IncomingMessage; reply: ServerResponse; id: string },
): Promise<void> {
  const bytes = await readFile(request, await readBody(request, BODY_BYTES_MAX));
  const file = office.files.get(id);
  if (!file) return sendJson(reply, { ok: false, error: "file_not_found" }, { status: 404 });
  file.bytes = bytes;
  reply.writeHead(200, { "content-type": "text/plain" }).end(`OK - ${bytes.length}`);
}
