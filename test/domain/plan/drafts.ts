import fc from "fast-check";
import type { Draft } from "#domain/plan/draft";
import { toLine } from "#domain/plan/draft";
import { toProse } from "#domain/plan/prose";
import { findSection } from "#domain/plan/sections";

const line = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("# not a heading", "- R1: x", "Measure: y", "  - Accept: z", "T1: t"),
  )
  .map(toLine)
  .filter((text) => text !== "" && !/^[-*+] |^[-*+]$/.test(text) && !/^_To be answered: .*_$/.test(text));
const prose = fc
  .array(fc.oneof(line, fc.constantFrom("", "## Goals", "# Title", "\\## x", "```", "### Epic", "- item")))
  .map((lines) => toProse(lines.join("\n")));
const lines = fc.array(line, { maxLength: 4 });
const ids = (letter: string) =>
  fc.uniqueArray(
    fc.integer({ min: 1, max: 99 }).map((number) => `${letter}${number}`),
    { maxLength: 4 },
  );
const heading = line.filter((text) => !findSection(text) && text.toLowerCase() !== "ticket plan");

const story = fc.record({
  ...{ title: line, body: fc.oneof(fc.constant(""), line), acceptance: lines, estimate: fc.option(line) },
  serves: fc.tuple(ids("R"), ids("A")).map(([a, b]) => [...a, ...b]),
  after: ids("T"),
});

/** Drafts with whatever people and models may write in them. */
export const drafts: fc.Arbitrary<Draft> = fc
  .record({
    ...{ title: line, problem: prose, context: prose, nonGoals: lines, users: lines, risks: lines, questions: lines },
    ...{ related: lines, rollout: lines, requirements: ids("R"), acceptance: ids("A"), texts: fc.infiniteStream(line) },
    goals: fc.array(fc.record({ text: line, measure: fc.option(line) }), { maxLength: 4 }),
    serves: fc.array(ids("R"), { minLength: 4, maxLength: 4 }),
    more: fc.array(fc.record({ heading, text: prose }), { maxLength: 2 }),
    epics: fc.array(fc.record({ title: line, stories: fc.array(story, { maxLength: 3 }) }), { maxLength: 3 }),
  })
  .map(({ texts, requirements, acceptance, serves, epics, ...draft }) => {
    let stories = 0;
    const next = () => texts.next().value as string;
    return {
      ...draft,
      requirements: requirements.map((id) => ({ id, text: next() })),
      acceptance: acceptance.map((id, index) => ({ id, text: next(), serves: serves[index] ?? [] })),
      tickets: {
        epics: epics.map((epic) => ({
          ...epic,
          stories: epic.stories.map((one) => ({ ...one, id: `T${++stories}` })),
        })),
      },
    };
  });
