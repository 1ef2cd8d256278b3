import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../wire/http.ts";
import { sendJson } from "../wire/reply.ts";
import { readArguments, readFile } from "./body.ts";
import type { Office } from "./desk.ts";
import { type Json, SlackError } from "./model.ts";
import { BODY_BYTES_MAX, record } from "./record.ts";
import { respond } from "./show.ts";

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
