import type { z } from "zod";
import { UnavailableError } from "#lib/errors";
import { createHttp, type HttpOptions } from "#lib/http";
import { explainReply, ReplyError } from "./reply-error.ts";

export interface JsonOptions {
  vendor: string;
  baseUrl: string;
  headers: Record<string, string>;
  /** What lets us in: the name of a variable. */
  credential: string;
  now(): Date;
  onAttempt?: HttpOptions["onAttempt"];
}

export interface Wished<Schema extends z.ZodType> {
  schema: Schema;
  /** What is asked for, in words: "page 123". */
  what: string;
  signal: AbortSignal;
  /** A question that is posted, although it changes nothing. */
  body?: unknown;
}

/** What a vendor answers in JSON, read by a schema. Throws what `explainReply` makes of a refusal. */
export function createJsonReads({ vendor, baseUrl, headers, credential, now, onAttempt }: JsonOptions) {
  const root = baseUrl.replace(/\/+$/, "");
  const http = createHttp({ vendor, baseUrl: root, ...(onAttempt && { onAttempt }) });

  async function send(path: string, init: RequestInit): Promise<string> {
    const reply = await http(`${root}${path}`, init);
    const text = await reply.text();
    if (!reply.ok) throw new ReplyError(`${vendor} said ${reply.status}.`, reply);
    return text;
  }

  async function ask(path: string, { what, signal, body }: Omit<Wished<z.ZodType>, "schema">): Promise<string> {
    try {
      return await send(path, toInit(headers, signal, body));
    } catch (error) {
      if (signal.aborted) throw error;
      throw explainReply(error, { vendor, what, credential }, now());
    }
  }

  return {
    text: ask,
    async json<Schema extends z.ZodType>(
      path: string,
      { schema, ...asked }: Wished<Schema>,
    ): Promise<z.output<Schema>> {
      const text = await ask(path, asked);
      const parsed = schema.safeParse(parse(text));
      if (parsed.success) return parsed.data;
      throw new UnavailableError(`${vendor} answered what nobody understands.`, { cause: parsed.error });
    },
  };
}

export type JsonReads = ReturnType<typeof createJsonReads>;

function toInit(headers: Record<string, string>, signal: AbortSignal, body: unknown): RequestInit {
  if (body === undefined) return { headers, signal };
  const typed = { ...headers, "content-type": "application/json" };
  return { method: "POST", headers: typed, signal, body: JSON.stringify(body) };
}

/** Whether something is not there, or not for us. */
export function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof ReplyError && (cause.status === 404 || cause.status === 403);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
