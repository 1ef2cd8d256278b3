import { type ChatMessage, type ChatRequest, RUNGS, type Rung } from "#domain/model/chat";
import type { ObjectPrompt } from "#domain/model/prompt";
import { toStrictSchema } from "#domain/model/strict-schema";
import { sha256 } from "#lib/hash";
import { DAY_MS } from "#lib/time";
import type { ModelParts } from "./parts.ts";

/** After so long a server may have learned. */
const KNOWN_FOR_MS = DAY_MS;

/** How this server is to be asked for objects of this model; undefined where that is to be found out, again or at all. */
export async function recallRung({ memory, settings, now }: ModelParts, model: string): Promise<Rung | undefined> {
  const kept = await memory.recall(keyOf(settings.baseUrl, model));
  if (!isKept(kept) || now().getTime() - Date.parse(kept.at) > KNOWN_FOR_MS) return undefined;
  return RUNGS.find((rung) => rung === kept.rung);
}

export async function rememberRung({ memory, settings, now }: ModelParts, model: string, rung: Rung): Promise<void> {
  const at = now();
  await memory.remember(keyOf(settings.baseUrl, model), { rung, at: at.toISOString() }, at);
}

export function rungBelow(rung: Rung): Rung | undefined {
  return RUNGS[RUNGS.indexOf(rung) + 1];
}

/** What is asked for an object on this rung: below the first, the schema stands in the words. */
export function onRung<Input>(
  messages: readonly ChatMessage[],
  { name, output }: Pick<ObjectPrompt<Input, unknown>, "name" | "output">,
  rung: Rung,
): Pick<ChatRequest, "messages" | "format"> {
  const schema = toStrictSchema(output);
  if (rung === "json_schema") return { messages: [...messages], format: { rung, name, schema } };
  const rule = `Answer with one JSON object that follows this JSON Schema, and nothing else:\n${JSON.stringify(schema)}`;
  const told = messages.map((message, index) =>
    index === 0 ? { ...message, content: `${message.content}\n\n${rule}` } : message,
  );
  return { messages: told, ...(rung === "json_object" && { format: { rung } }) };
}

function keyOf(baseUrl: string, model: string): string {
  return `model-rung:${sha256(`${baseUrl}\0${model}`).slice(0, 16)}`;
}

function isKept(value: unknown): value is { rung: string; at: string } {
  return typeof value === "object" && value !== null && "rung" in value && "at" in value;
}
