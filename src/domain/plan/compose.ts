import type { PlanAnswer } from "./answer.ts";
import { type Draft, EMPTY_DRAFT, type Epic, nextId, toLine } from "./draft.ts";
import { toProse } from "./prose.ts";

const ITEMS_MAX = 40;
const STORIES_MAX = 60;
const EPICS_MAX = 12;
const TITLE_LENGTH_MAX = 150;
const ITEM_LENGTH_MAX = 600;
const PROSE_LENGTH_MAX = 6_000;
/** How a model cites a source; in a PRD it would mean nothing. */
const CITATION = /\s?\[S\d{1,4}(?:\s*,\s*S\d{1,4})*\]/g;

/**
 * A model's answer as a draft: numbered by us, and referring to nothing that is not in it. Of what it is made from, the
 * sections stay that are not the model's to write, and so does every id, because tickets may refer to it.
 */
export function composeDraft(answer: PlanAnswer, base: Draft): Draft {
  const requirements = number("R", answer.requirements, base.requirements);
  const acceptance = number("A", answer.acceptance, base.acceptance);
  const isKnown = { ...requirements.ids, ...acceptance.ids };
  return {
    ...EMPTY_DRAFT,
    title: line(answer.title, TITLE_LENGTH_MAX),
    problem: prose(answer.problem),
    context: prose(answer.context),
    goals: answer.goals.slice(0, ITEMS_MAX).flatMap(({ text, measure }) => {
      const goal = { text: line(text), measure: measure === null ? null : line(measure) || null };
      return goal.text === "" ? [] : [goal];
    }),
    nonGoals: list(answer.non_goals),
    users: list(answer.users),
    requirements: requirements.items.map(({ id, text }) => ({ id, text })),
    acceptance: acceptance.items.map(({ id, text, item }) => ({
      id,
      text,
      serves: refer(item.serves, requirements.ids),
    })),
    risks: list(answer.risks),
    questions: list(answer.open_questions),
    rollout: list(answer.rollout),
    ...{ related: base.related, more: base.more },
    tickets: { epics: toEpics(answer.epics, isKnown, base) },
  };
}

type Ids = Record<string, string>;

interface Named {
  id: string;
}

/** Gives each item that says something its id, and tells which one replaces which. */
function number<Item extends { id: string; text: string }>(letter: Letter, items: readonly Item[], base: Named[]) {
  const said = items.flatMap((item) => ({ item, text: line(item.text) })).filter(({ text }) => text !== "");
  const kept = said.slice(0, ITEMS_MAX);
  const given = giveIds(
    letter,
    kept.map(({ item }) => item),
    base,
  );
  const numbered = kept.map((one, index) => ({ ...one, id: given[index] ?? "" }));
  const ids: Ids = Object.fromEntries(numbered.map(({ id, item }) => [item.id.trim(), id]));
  return { items: numbered, ids };
}

type Letter = "R" | "A" | "T";

/** Whoever had an id keeps it; an id that was given once is not given to something else. */
function giveIds(letter: Letter, items: readonly Named[], base: readonly Named[]): string[] {
  const before = new Set(base.map(({ id }) => id));
  const used = new Set<string>();
  return items.map((item) => {
    const own = item.id.trim();
    const id = before.has(own) && !used.has(own) ? own : nextId(letter, [...before, ...used]);
    used.add(id);
    return id;
  });
}

function toEpics(epics: PlanAnswer["epics"], served: Ids, { tickets }: Draft): Epic[] {
  const some = epics.slice(0, EPICS_MAX);
  const stories = some.flatMap((epic) => epic.stories).filter(({ title }) => line(title) !== "");
  const kept = stories.slice(0, STORIES_MAX);
  const before = tickets.epics.flatMap((epic) => epic.stories);
  const given = giveIds("T", kept, before);
  const ids: Ids = Object.fromEntries(kept.map(({ id }, index) => [id.trim(), given[index] ?? ""]));
  const numbers = new Map(kept.map((story, index) => [story, given[index] ?? ""]));
  const filled = some.map(({ title, stories: own }, index) => ({
    title: line(title) || `Epic ${index + 1}`,
    stories: own.flatMap((story) => {
      const id = numbers.get(story);
      return id === undefined ? [] : [toStory(story, { id, served, ids })];
    }),
  }));
  return filled.filter((epic) => epic.stories.length > 0);
}

type AnsweredStory = PlanAnswer["epics"][number]["stories"][number];

function toStory(story: AnsweredStory, { id, served, ids }: { id: string; served: Ids; ids: Ids }) {
  return {
    id,
    title: line(story.title, TITLE_LENGTH_MAX),
    body: line(story.body),
    acceptance: list(story.acceptance),
    serves: refer(story.serves, served),
    estimate: story.estimate === null ? null : line(story.estimate, 40) || null,
    after: refer(story.after, ids).filter((other) => other !== id),
  };
}

function refer(names: readonly string[], ids: Ids): string[] {
  const found = names.flatMap((name) => (Object.hasOwn(ids, name.trim()) ? (ids[name.trim()] ?? []) : []));
  return [...new Set(found)];
}

function list(texts: readonly string[]): string[] {
  const lines = texts.slice(0, ITEMS_MAX).map((text) => line(text));
  return lines.filter((text) => text !== "");
}

function line(text: string, lengthMax: number = ITEM_LENGTH_MAX): string {
  return toLine(toLine(text.replace(CITATION, "")).slice(0, lengthMax));
}

function prose(text: string): string {
  return toProse(text.replace(CITATION, "").slice(0, PROSE_LENGTH_MAX));
}
