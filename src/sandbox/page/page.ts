import type { IncomingMessage, ServerResponse } from "node:http";
import type { Office } from "../slack/desk.ts";
import { type Json, SlackError } from "../slack/model.ts";
import { readBody } from "../wire/http.ts";
import { sendJson } from "../wire/reply.ts";
import { ChangeError } from "../world/change.ts";
import { serveFile, servePicture } from "./files.ts";
import { createStream, type Stream } from "./stream.ts";
import { type Desk, READS, userIn, WRITES } from "./switches.ts";

const BODY_BYTES_MAX = 1_000_000;

export interface Page {
  /** False when this is not the page's. */
  answer(office: Office, request: IncomingMessage, reply: ServerResponse): boolean;
  close(): void;
}

/** The web page at the root of the local Slack, and the switches of the sandbox. */
export function createPage(parts: Pick<Desk, "world" | "github" | "jira" | "linear">): Page {
  let stream: Stream | undefined;
  return {
    answer(office, request, reply) {
      stream ??= createStream(office);
      const url = new URL(request.url ?? "/", office.url);
      const desk = { ...parts, office, stream };
      if (request.method === "POST") return answerWrite(desk, { request, reply, path: url.pathname });
      return answerRead(desk, { reply, url });
    },
    close: () => stream?.close(),
  };
}

function answerRead(desk: Desk, { reply, url }: { reply: ServerResponse; url: URL }): boolean {
  if (url.pathname === "/_page/events") {
    desk.stream.open(reply, userIn(url.searchParams));
    return true;
  }
  if (url.pathname.startsWith("/files/")) return servePicture(reply, desk.office.files.get(url.pathname.slice(7)));
  const read = READS[url.pathname];
  if (!read) return serveFile(reply, url.pathname);
  void run(reply, async () => read(desk, url.searchParams));
  return true;
}

function answerWrite(
  desk: Desk,
  { request, reply, path }: { request: IncomingMessage; reply: ServerResponse; path: string },
): boolean {
  const write = WRITES[path];
  if (!write) return false;
  void run(reply, async () => {
    requireOwnPage(request, desk.office.url);
    return write(desk, JSON.parse((await readBody(request, BODY_BYTES_MAX)).toString() || "{}"));
  });
  return true;
}

/** What the person did wrong is said to them; anything else is a fault of ours and looks like one. */
async function run(reply: ServerResponse, work: () => Promise<Json>): Promise<void> {
  try {
    sendJson(reply, await work(), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    const isTheirs = error instanceof SlackError || error instanceof ChangeError || isBadInput(error);
    const message = error instanceof Error ? error.message : String(error);
    sendJson(reply, { error: message }, { status: isTheirs ? 400 : 500 });
  }
}

function isBadInput(error: unknown): boolean {
  return error instanceof SyntaxError || (error instanceof Error && error.name === "ZodError");
}

/** Other sites may not push our buttons. */
function requireOwnPage({ headers }: IncomingMessage, url: string): void {
  const origin = headers.origin;
  const isOwn = origin === undefined || new URL(origin).host === headers.host;
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "");
  if (!isOwn || !isLocal) throw new SlackError(`only ${url} may do this`);
}
