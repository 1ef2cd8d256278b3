import type { IncomingMessage, ServerResponse } from "node:http";

export function sendJson(
  reply: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  const type = "application/json; charset=utf-8";
  reply.writeHead(status, { "content-type": type, "content-length": body.length, ...headers }).end(body);
}

/** Breaks the connection in the middle, as a network does. */
export function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** An answer of which the second half never arrives. */
export function sendTruncated(reply: ServerResponse, value: unknown): void {
  const text = JSON.stringify(value);
  reply.writeHead(200, { "content-type": "application/json" }).end(text.slice(0, Math.ceil(text.length / 2)));
}
