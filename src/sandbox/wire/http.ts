import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendJson } from "./reply.ts";

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
