import { z } from "zod";

/** An empty line in .env means: not set. */
const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);

export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(blankIsUnset, schema.optional());
}

export function withDefault<Schema extends z.ZodType>(schema: Schema, value: string) {
  return z.preprocess((given) => blankIsUnset(given) ?? value, schema);
}

export const Flag = z.enum(["true", "false"]).transform((value) => value === "true");
export const WholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
export const Url = z.url({ protocol: /^https?$/, error: "Write a full http or https address." });

/** Two at most, so that a secret can be replaced without a gap. */
export const Secrets = z
  .string()
  .transform((list) => list.split(",").map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(16, "A secret needs at least 16 characters.")).max(2, "Two secrets at most."));

const LOOPBACK = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}
