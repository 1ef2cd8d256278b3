import { createHash } from "node:crypto";
import { z } from "zod";
import type { Faults } from "../wire/faults.ts";
import type { Mishap } from "./traits.ts";

const INPUTS_MAX = 64;
const DIMENSION = 64;

export const EmbeddingsBody = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(INPUTS_MAX)]),
  encoding_format: z.literal("float"),
});

/** What is meant by other words: a model would know many more. */
const MEANINGS: Record<string, string> = {
  ...{ automobile: "car", vehicle: "car", crashed: "outage", downtime: "outage", salary: "pay", wages: "pay" },
};

/** Vectors in which texts of like words, and of words of one meaning, lie close; numbers without end where it misbehaves. */
export function toEmbeddings({ model, input }: z.output<typeof EmbeddingsBody>, mishaps: Faults<Mishap>) {
  const dimension = mishaps.take("other_dimension", model) ? DIMENSION / 2 : DIMENSION;
  const isBroken = mishaps.take("no_numbers", model) !== undefined;
  const texts = typeof input === "string" ? [input] : input;
  const data = texts.map((text, index) => {
    const embedding = embed(text, dimension).map((value) => (isBroken ? null : value));
    return { object: "embedding", index, embedding };
  });
  return { object: "list", model, data, usage: { prompt_tokens: texts.length, total_tokens: texts.length } };
}

function embed(text: string, dimension: number): number[] {
  // A place that every text has, so that no vector is without length.
  const vector: number[] = [1, ...Array.from({ length: dimension - 1 }, () => 0)];
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []) add(vector, MEANINGS[word] ?? word);
  return vector;
}

/** Several places for each word, so that two words seldom share all of theirs. */
function add(vector: number[], word: string): void {
  const digest = createHash("sha1").update(word).digest();
  for (const byte of digest.subarray(0, 3)) {
    const at = 1 + (byte % (vector.length - 1));
    vector[at] = (vector[at] ?? 0) + 1;
  }
}
