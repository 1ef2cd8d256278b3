import { z } from "zod";
import { groupGaps } from "#domain/answer/gaps";
import { defineCapability } from "#kernel/capability";
import { DAY_MS } from "#lib/time";
import type { View, ViewNode } from "#lib/view";

const QUESTIONS_MAX = 5_000;
const WORDS_MAX = 10;

const Gap = z.object({ terms: z.array(z.string()), questions: z.number() });
const Gaps = z.object({
  days: z.number(),
  asked: z.number(),
  answered: z.number(),
  up: z.number(),
  down: z.number(),
  gaps: z.array(Gap),
  /** What readers missed in answers, without who said so. */
  missed: z.array(z.string()),
});
type Gaps = z.output<typeof Gaps>;

/** In counts alone: whose question it was, and how it was put, is theirs. */
export const showGaps = defineCapability({
  name: "gaps",
  summary: "What people asked of late and the documents do not say.",
  risk: "read",
  command: "/adjutant gaps",
  input: z.object({ days: z.coerce.number().int().min(1).max(180).default(30).describe("How far back, in days.") }),
  result: Gaps,
  async run({ questions, now }, { days }): Promise<Gaps> {
    const since = new Date(now().getTime() - days * DAY_MS);
    const missed = await questions.unanswered(since, QUESTIONS_MAX);
    return {
      ...{ days, ...(await questions.figures(since)), gaps: groupGaps(missed) },
      missed: await questions.wordsOfReaders(since, WORDS_MAX),
    };
  },
  view: describeGaps,
});

function describeGaps({ days, asked, answered, up, down, gaps, missed }: Gaps): View {
  const text =
    asked === 0
      ? `Nobody has asked anything in ${days} days.`
      : `${answered} of ${asked} questions of the last ${days} days were answered from the documents; readers said 👍 ${up} times and 👎 ${down} times.`;
  const rows = gaps.map(({ terms, questions }) => [
    terms.join(", ") || "(the words are there, and no answer)",
    questions,
  ]);
  const table: ViewNode = { type: "table", caption: "Gaps in the docs", columns: ["Missing words", "Questions"], rows };
  const items = missed.map((words) => ({ content: [`“${words}”`] }));
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      ...(rows.length > 0 ? [table] : []),
      ...(items.length > 0 ? [{ type: "items" as const, title: "What readers missed", items }] : []),
      { type: "note", content: ["What only its asker could read is counted where three have missed the same."] },
    ],
  };
}
