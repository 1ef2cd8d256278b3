import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";
import { toStrictSchema } from "#domain/model/strict-schema";
import { faultInSchema } from "#sandbox/openai/instance";

it("strips what strict servers refuse, and no field that happens to have its name", () => {
  const schema = z.strictObject({
    format: z.email(),
    minimum: z.int().min(1).max(5),
    list: z.array(z.string().min(1).max(9)).max(3),
    kind: z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("a"), pattern: z.string().nullable() })]),
  });
  const strict = toStrictSchema(schema);
  expect(faultInSchema(strict)).toBeUndefined();
  expect(Object.keys(strict["properties"] ?? {})).toEqual(["format", "minimum", "list", "kind"]);
  expect(JSON.stringify(strict)).not.toMatch(/"(?:minLength|maxItems|maximum)"/);
});

const FOLDER = "src/prompts";
const modules = readdirSync(FOLDER).filter((file) => file.endsWith(".ts"));

it.each(modules)("keeps one version of one prompt in %s, which every strict server takes", async (file) => {
  const exported: unknown[] = Object.values(await import(/* @vite-ignore */ pathToFileURL(resolve(FOLDER, file)).href));
  expect(exported).toHaveLength(1);
  const prompt = exported[0] as { name: string; version: number; output: z.ZodType | null };
  expect(`${prompt.name}-v${prompt.version}.ts`).toBe(file);
  if (prompt.output) expect(faultInSchema(toStrictSchema(prompt.output))).toBeUndefined();
});
