import { holdBody } from "#lib/http-reply";

const REPLY_BYTES_MAX = 4_000_000;
const STREAM_BYTES_MAX = 8_000_000;
/** What the SDK adds beyond these tells of this machine, or comes from variables that nobody set for this server. */
const HEADERS = ["authorization", "content-type", "accept"];

export interface ModelFetchOptions {
  baseUrl: string;
  onAttempt?(attempt: { status: number; ms: number }): void;
}

/** A `fetch` for the SDK: one host, no redirect, a cap on what comes back, and no headers but those that are needed. */
export function createModelFetch({ baseUrl, onAttempt }: ModelFetchOptions): typeof fetch {
  const { host } = new URL(baseUrl);
  return async function fetchFrom(input, init) {
    const request = new Request(input, init);
    if (new URL(request.url).host !== host) throw new Error(`The model may only be called at ${host}.`);
    const startedAt = performance.now();
    let status = 0;
    try {
      const headers = HEADERS.flatMap((name) => toHeader(name, request.headers));
      const reply = await fetch(new Request(request, { headers, redirect: "manual" }));
      status = reply.status;
      return isStream(reply) ? cap(reply) : await holdBody(reply, REPLY_BYTES_MAX);
    } finally {
      onAttempt?.({ status, ms: performance.now() - startedAt });
    }
  };
}

function toHeader(name: string, headers: Headers): [string, string][] {
  const value = headers.get(name);
  return value === null ? [] : [[name, value]];
}

function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.includes("text/event-stream") === true;
}

/** The same stream, broken where it grows beyond all bounds. */
function cap(reply: Response): Response {
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > STREAM_BYTES_MAX) controller.error(new Error(`The stream is larger than ${STREAM_BYTES_MAX} bytes.`));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = reply;
  return new Response(reply.body?.pipeThrough(counting) ?? null, { status, statusText, headers });
}
