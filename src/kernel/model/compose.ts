import type { ChatMessage } from "#domain/model/chat";
import type { Prompt } from "#domain/model/prompt";
import { hasStrangers, refOf } from "#domain/model/source";
import { createScrubber, type Scrubber } from "#lib/pii";
import type { ModelAsk, Provenance } from "../ports/model.ts";
import { dropForeign, dropForeignDeep, type Known, knowFrom } from "./citations.ts";
import { FENCE_RULE, fenceSources, limitSources } from "./fences.ts";
import type { ModelParts } from "./parts.ts";

const WORDS_CHARS_MAX = 40_000;

/** A prompt as it leaves, and the way back for what is answered to it. */
export interface Composed {
  messages: ChatMessage[];
  provenance: Provenance;
  variant: string;
  sourceIds: string[];
  scrubber: Scrubber;
  /** What was taken out is put back, and what is foreign goes. */
  clean(text: string): string;
  cleanDeep(value: unknown): unknown;
}

export function compose<Input>(parts: ModelParts, prompt: Prompt<Input>, ask: ModelAsk<Input>): Composed {
  const variant = ask.variant !== undefined && Object.hasOwn(prompt.variants, ask.variant) ? ask.variant : "base";
  const words = (prompt.variants[variant] ?? prompt.variants.base)(ask.input);
  const sources = limitSources(ask.sources);
  const scrubber = createScrubber(parts.limits().piiRedaction);
  const known = knowFrom({ sources, words: [words.user], ...(ask.urls && { urls: ask.urls }) });
  const fenced = sources.length > 0 ? `\n\n${fenceSources(sources)}` : "";
  const user = `${words.user.slice(0, WORDS_CHARS_MAX)}${fenced}`;
  return {
    messages: [
      { role: "system", content: scrubber.scrub(`${words.system}\n\n${FENCE_RULE}`) },
      { role: "user", content: scrubber.scrub(user) },
    ],
    provenance: {
      traceId: ask.call.traceId,
      model: modelOf(parts, prompt.task),
      prompt: `${prompt.name}@${prompt.version}/${variant}`,
      cited: sources.map(({ id, url = null }, index) => ({ ref: refOf(index), id, url })),
      isTainted: hasStrangers(sources),
    },
    ...{ variant, scrubber, sourceIds: sources.map(({ id }) => id) },
    ...ways(scrubber, known),
  };
}

export function modelOf({ settings }: ModelParts, task: string): string {
  return settings.models.get(task) ?? settings.model;
}

function ways({ restore }: Scrubber, known: Known): Pick<Composed, "clean" | "cleanDeep"> {
  return {
    clean: (text) => dropForeign(restore(text), known),
    cleanDeep: (value) => dropForeignDeep(restoreDeep(value, restore), known),
  };
}

function restoreDeep(value: unknown, restore: Scrubber["restore"]): unknown {
  if (typeof value === "string") return restore(value);
  if (Array.isArray(value)) return value.map((item) => restoreDeep(item, restore));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restoreDeep(inner, restore)]));
}
