import type { Draft } from "./draft.ts";
import { escapeProse } from "./prose.ts";
import { questionLine, SECTIONS, type Section, type SectionKey, TICKETS_HEADING, UNTITLED } from "./sections.ts";
import { renderTickets } from "./tickets.ts";

/** A draft as Markdown: every section is there, and an empty one asks its question. `parseDraft` reads it back. */
export function renderDraft(draft: Draft, questions: Partial<Record<SectionKey, string>> = {}): string {
  const known = SECTIONS.flatMap((section) => [
    `## ${section.heading}`,
    renderSection(draft, section) || questionLine(questions[section.key] ?? section.question),
  ]);
  const more = draft.more.flatMap(({ heading, text }) => [`## ${heading}`, escapeProse(text)]);
  const tickets = draft.tickets.epics.length > 0 ? [`## ${TICKETS_HEADING}`, renderTickets(draft.tickets)] : [];
  const blocks = [`# ${draft.title || UNTITLED}`, ...known, ...more, ...tickets];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** Empty where there is nothing to say. */
export function renderSection(draft: Draft, { key }: Pick<Section, "key">): string {
  switch (key) {
    case "problem":
    case "context":
      return escapeProse(draft[key]);
    case "goals":
      return draft.goals.map(({ text, measure }) => withMeasure(text, measure)).join("\n");
    case "requirements":
      return draft.requirements.map(({ id, text }) => `- ${id}: ${text}`).join("\n");
    case "acceptance":
      return draft.acceptance.map(({ id, text, serves }) => `- ${id}${inBrackets(serves)}: ${text}`).join("\n");
    default:
      return draft[key].map((text) => `- ${text}`).join("\n");
  }
}

function withMeasure(text: string, measure: string | null): string {
  return measure === null ? `- ${text}` : `- ${text}\n  - Measure: ${measure}`;
}

function inBrackets(ids: readonly string[]): string {
  return ids.length > 0 ? ` (${ids.join(", ")})` : "";
}
