import { z } from "zod";
import { createHttp, type HttpOptions } from "#lib/http";
import { ReplyError } from "../reply-error.ts";

export interface LinearOptions {
  /** Of its one endpoint: https://api.linear.app/graphql */
  apiUrl: string;
  apiKey: string;
  onAttempt?: HttpOptions["onAttempt"];
}

/** One document with its variables; answers its data. */
export type Graphql = (document: string, variables?: Record<string, unknown>) => Promise<unknown>;

const Body = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({ message: z.string().default(""), extensions: z.object({ type: z.string().optional() }).optional() }),
    )
    .optional(),
});
/** Kinds of errors that prove that nothing happened, and what they are in the language of HTTP. */
const STATUS_OF: Record<string, number> = {
  ratelimited: 429,
  "authentication error": 401,
  forbidden: 403,
  "feature not accessible": 403,
  "usage limit exceeded": 403,
  "invalid input": 400,
  "user error": 400,
  "graphql error": 400,
};
/** Their own words where something is not there; they give it no kind of its own. */
const MISSING = /entity not found/i;

/** Linear over our HTTP core. Throws ReplyError where Linear says no, whichever way it says so. */
export function createGraphql({ apiUrl, apiKey, onAttempt }: LinearOptions): Graphql {
  const http = createHttp({ vendor: "Linear", baseUrl: apiUrl, ...(onAttempt && { onAttempt }) });
  return async (query, variables = {}) => {
    const headers = { authorization: apiKey, "content-type": "application/json", accept: "application/json" };
    const reply = await http(apiUrl, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = await readBody(reply);
    const [error] = errors ?? [];
    if (!error && reply.ok) return data;
    const type = error?.extensions?.type?.toLowerCase() ?? "";
    const status = statusOf(reply.status, { type, message: error?.message ?? "" });
    throw new ReplyError(`Linear said ${type || reply.status}: ${error?.message ?? ""}`, {
      status,
      headers: reply.headers,
    });
  };
}

/** An answer of 200 with an error that proves nothing is as good as no answer. */
function statusOf(status: number, { type, message }: { type: string; message: string }): number {
  if (MISSING.test(message)) return 404;
  const known = STATUS_OF[type];
  if (known !== undefined) return known;
  return status < 300 ? 500 : status;
}

async function readBody(reply: Response): Promise<z.output<typeof Body>> {
  const text = await reply.text();
  if (reply.ok) return Body.parse(JSON.parse(text));
  try {
    return Body.parse(JSON.parse(text));
  } catch {
    return { data: null };
  }
}
