import { z } from "zod";

/** What servers refuse or ignore, and zod checks afterwards. */
const STRIPPED = new Set([
  ...["$schema", "default", "format", "pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
]);
/** Under these, keys are names that we chose. */
const NAMED = new Set(["properties", "definitions", "$defs"]);

/** The schema of an answer as strict servers take it. */
export function toStrictSchema(schema: z.ZodType): Record<string, unknown> {
  const plain = z.toJSONSchema(schema, { target: "draft-7" });
  return strip(plain) as Record<string, unknown>;
}

function strip(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isNames || !STRIPPED.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner, !isNames && NAMED.has(key))]));
}
