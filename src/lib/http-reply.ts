/** What a reply says about when to come back, and its body read within a limit. */

/** Reads `Retry-After` (seconds or a date), `retry-after-ms`, or GitHub's reset of a spent quota. Undefined when silent. */
export function readRetryAfter(headers: Headers, now: Date): Date | undefined {
  const ms = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms)) return new Date(now.getTime() + ms);
  const after = headers.get("retry-after");
  if (after !== null) return readSecondsOrDate(after, now);
  if (headers.get("x-ratelimit-remaining") !== "0") return undefined;
  const resetsAt = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  return Number.isFinite(resetsAt) ? new Date((resetsAt + 1) * 1_000) : undefined;
}

function readSecondsOrDate(text: string, now: Date): Date | undefined {
  const seconds = Number(text);
  const at = Number.isFinite(seconds) ? now.getTime() + seconds * 1_000 : Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at);
}

/** True when the vendor refuses for now: 429, or a 403 that speaks of a limit. */
export function isRateLimited(status: number, headers: Headers): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0");
}

const BODILESS = new Set([101, 204, 205, 304]);

/** The same reply with its body in memory; throws when it is larger than `bytesMax`. */
export async function holdBody(reply: Response, bytesMax: number): Promise<Response> {
  const { status, statusText, headers, url } = reply;
  if (BODILESS.has(status) || !reply.body) return reply;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reply.body) {
    length += chunk.byteLength;
    if (length > bytesMax) throw new Error(`The reply from ${new URL(url).host} is larger than ${bytesMax} bytes.`);
    chunks.push(chunk);
  }
  const held = new Response(Buffer.concat(chunks), { status, statusText, headers });
  Object.defineProperty(held, "url", { value: url });
  return held;
}
