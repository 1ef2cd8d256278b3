import type { IncomingMessage } from "node:http";
import type { Json } from "./model.ts";

/** The arguments of a call, from a form or from JSON; with `multipart` the text parts. */
export async function readArguments(request: IncomingMessage, body: Buffer): Promise<Json> {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return body.length === 0 ? {} : (JSON.parse(body.toString()) as Json);
  if (type.startsWith("multipart/form-data")) return Object.fromEntries(await readForm(type, body));
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** The file in an upload, or its bytes as they came. */
export async function readFile(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return body;
  for (const [, value] of await readForm(type, body)) {
    if (typeof value !== "string") return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}

async function readForm(type: string, body: Buffer): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
}
