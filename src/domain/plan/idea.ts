import { toLine } from "./draft.ts";
import type { Template } from "./template.ts";

export const IDEA_LENGTH_MAX = 20_000;
export const TITLE_LENGTH_MAX = 150;
const TITLE_FROM_IDEA_MAX = 80;
const URL = /https?:\/\/[^\s<>"'`|]{1,500}/g;
const URLS_MAX = 20;

/** What somebody wants planned, in their own words. */
export interface Idea {
  title: string;
  idea: string;
  context: string;
  constraints: string;
  template: Template;
  /** What was said where it was asked for, by whoever said it. */
  brought: { text: string; url: string | null }[];
}

/** What is wrong with an idea, in words for whoever had it; undefined where nothing is. */
export function judgeIdea({ title, idea, context, constraints, brought }: Omit<Idea, "template">): string | undefined {
  const texts = [idea, context, constraints, ...brought.map(({ text }) => text)];
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length > IDEA_LENGTH_MAX) {
    const has = `${length.toLocaleString("en")} characters`;
    return `That is too long: it has ${has}, and ${IDEA_LENGTH_MAX.toLocaleString("en")} are read. Say the idea in fewer words; the rest can go into the PRD afterwards.`;
  }
  if (title.length > TITLE_LENGTH_MAX) return `The title is too long: ${TITLE_LENGTH_MAX} characters fit.`;
  if (title.trim() !== "" && !hasWords(title))
    return "The title has no letter in it. Say it in words, so that it can be found again.";
  if (![idea, title].some(hasWords))
    return "There is no idea yet. Say in a sentence what should be different, and for whom.";
  return undefined;
}

/** The title that somebody gave, or the beginning of what they said. */
export function titleOf({ title, idea }: Pick<Idea, "title" | "idea">): string {
  const given = toLine(title);
  if (given !== "") return given;
  const [sentence = ""] = /^.*?(?=[.!?](?:\s|$)|\n|$)/s.exec(idea.trim()) ?? [];
  const line = toLine(sentence) || toLine(idea);
  if (line.length <= TITLE_FROM_IDEA_MAX) return line;
  const cut = line.slice(0, TITLE_FROM_IDEA_MAX);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), TITLE_FROM_IDEA_MAX / 2)).toWellFormed()}…`;
}

/** Addresses that the person typed; those in what they brought along are other people's. */
export function urlsIn({ idea, context, constraints }: Pick<Idea, "idea" | "context" | "constraints">): string[] {
  return [idea, context, constraints].flatMap((text) => text.match(URL) ?? []).slice(0, URLS_MAX);
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
