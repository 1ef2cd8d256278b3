import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const HOST = "127.0.0.1";

/** More was sent than this server takes. */
class TooLargeError extends Error {
  override name = "TooLargeError";
}

export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bytesMax) throw new TooLargeError(`The body is larger than ${bytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(
  reply: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  const type = "application/json; charset=utf-8";
  reply.writeHead(status, { "content-type": type, "content-length": body.length, ...headers }).end(body);
}

export type Answer = (request: IncomingMessage, reply: ServerResponse) => void | Promise<void>;

export interface Listening {
  server: Server;
  /** Without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** A server that only this machine can reach. What `answer` throws is a bug of ours and answered as a plain 500. */
export async function listen(answer: Answer, port = 0): Promise<Listening> {
  const server = createServer((request, reply) => {
    Promise.resolve()
      .then(() => answer(request, reply))
      .catch((error: unknown) => fail(reply, error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    server,
    url: `http://${HOST}:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function fail(reply: ServerResponse, error: unknown): void {
  if (reply.headersSent) {
    reply.destroy();
    return;
  }
  const status = error instanceof TooLargeError ? 413 : 500;
  sendJson(reply, { ok: false, error: error instanceof Error ? error.message : String(error) }, { status });
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
