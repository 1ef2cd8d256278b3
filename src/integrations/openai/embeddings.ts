import { APIError } from "openai";
import { z } from "zod";
import { toUnit } from "#domain/knowledge/vectors";
import { UnavailableError, UserError } from "#lib/errors";
import { readRetryAfter } from "#lib/http-reply";
import { createSdk, type SdkOptions } from "./sdk.ts";

/** So many texts a call may have. */
const INPUTS_MAX = 64;
const DIMENSION_MAX = 4_096;
const DENIALS: Record<number, string> = {
  400: "The server of embeddings refuses what it is asked. Check EMBEDDINGS_MODEL.",
  401: "The server of embeddings refuses the key. Renew EMBEDDINGS_API_KEY.",
  403: "The server of embeddings refuses the key. Renew EMBEDDINGS_API_KEY.",
  404: "The server of embeddings knows no such model. Check EMBEDDINGS_MODEL and EMBEDDINGS_BASE_URL.",
};

const Reply = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1).max(DIMENSION_MAX) })),
});

export interface EmbeddingsOptions extends SdkOptions {
  model: string;
  now(): Date;
}

/** A server with `/embeddings`, of OpenAI or compatible with it (kernel/ports/embeddings.ts). */
export function createEmbeddings({ model, now, ...options }: EmbeddingsOptions) {
  const client = createSdk(options);

  async function send(input: string[], asked: { signal: AbortSignal; timeoutMs: number }): Promise<Float32Array[]> {
    const { signal, timeoutMs: timeout } = asked;
    const body = { model, input, encoding_format: "float" as const };
    try {
      return readVectors(await client.embeddings.create(body, { signal, timeout }), input.length);
    } catch (error) {
      throw explain(error, now());
    }
  }

  return {
    model,
    async embed(texts: readonly string[], asked: { signal: AbortSignal; timeoutMs: number }): Promise<Float32Array[]> {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += INPUTS_MAX) {
        vectors.push(...(await send(texts.slice(start, start + INPUTS_MAX), asked)));
      }
      return vectors;
    },
  };
}

/** One for each text, all of one dimension; anything else is none. */
function readVectors(body: unknown, count: number): Float32Array[] {
  const parsed = Reply.safeParse(body);
  const data = parsed.data?.data.toSorted((a, b) => a.index - b.index) ?? [];
  const vectors = data.flatMap(({ embedding }) => toUnit(embedding) ?? []);
  const isWhole = data.every(({ index }, place) => index === place) && vectors.length === count;
  if (isWhole && new Set(vectors.map(({ length }) => length)).size === 1) return vectors;
  throw new UnavailableError("The server of embeddings answered what are no vectors.");
}

function explain(error: unknown, now: Date): unknown {
  if (error instanceof UnavailableError) return error;
  const status = error instanceof APIError ? error.status : undefined;
  const words = status === undefined ? undefined : DENIALS[status];
  if (words !== undefined) return new UserError(words, { cause: error });
  const retryAt = error instanceof APIError && error.headers ? readRetryAfter(error.headers, now) : undefined;
  return new UnavailableError("The server of embeddings does not answer at the moment.", { cause: error, retryAt });
}
