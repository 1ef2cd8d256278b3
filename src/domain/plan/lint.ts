import type { Draft, Story } from "./draft.ts";
import { renderSection } from "./render.ts";
import { SECTIONS, TICKETS_HEADING, UNTITLED } from "./sections.ts";

/** `question`: somebody has to say it. `error`: it contradicts itself. */
export interface Finding {
  level: "question" | "error";
  section: string;
  message: string;
}

/** What is missing in a PRD, or does not fit together, in the order of its sections. */
export function lint(draft: Draft): Finding[] {
  return [
    ...(draft.title === "" || draft.title === UNTITLED ? [question("Title", "What is it called?")] : []),
    ...lintEmpty(draft),
    ...lintGoals(draft),
    ...lintRequirements(draft),
    ...lintAcceptance(draft),
    ...lintTickets(draft),
  ];
}

function lintEmpty(draft: Draft): Finding[] {
  const empty = SECTIONS.filter((section) => renderSection(draft, section) === "");
  return empty
    .filter(({ key }) => key !== "questions" && key !== "related")
    .map(({ heading, question }) => ({ level: "question", section: heading, message: question }));
}

function lintGoals({ goals }: Draft): Finding[] {
  return goals
    .filter(({ measure }) => measure === null)
    .map(({ text }) => question("Goals", `By which figure is this seen: “${text}”?`));
}

function lintRequirements({ requirements, acceptance }: Draft): Finding[] {
  const proved = new Set(acceptance.flatMap(({ serves }) => serves));
  return [
    ...duplicates(requirements.map(({ id }) => id)).map((id) => error("Requirements", `${id} is there twice.`)),
    ...requirements
      .filter(({ id }) => !proved.has(id))
      .map(({ id }) => question("Requirements", `How does one see that ${id} is met?`)),
  ];
}

function lintAcceptance({ requirements, acceptance }: Draft): Finding[] {
  const known = new Set(requirements.map(({ id }) => id));
  return [
    ...duplicates(acceptance.map(({ id }) => id)).map((id) => error("Acceptance criteria", `${id} is there twice.`)),
    ...acceptance.flatMap(({ id, serves }) =>
      serves
        .filter((other) => !known.has(other))
        .map((other) => error("Acceptance criteria", `${id} is for ${other}, which is not there.`)),
    ),
  ];
}

function lintTickets({ requirements, acceptance, tickets }: Draft): Finding[] {
  const stories = tickets.epics.flatMap((epic) => epic.stories);
  if (stories.length === 0) return [];
  const known = new Set([...requirements, ...acceptance].map(({ id }) => id));
  const ids = new Set(stories.map(({ id }) => id));
  const served = new Set(stories.flatMap(({ serves }) => serves));
  const covered = new Set(acceptance.flatMap(({ id, serves }) => (served.has(id) ? serves : [])));
  const open = requirements.filter(({ id }) => !served.has(id) && !covered.has(id));
  const cycle = findCycle(stories);
  return [
    ...duplicates(stories.map(({ id }) => id)).map((id) => error(TICKETS_HEADING, `${id} is there twice.`)),
    ...stories.flatMap((story) => lintStory(story, { known, ids })),
    ...(cycle ? [error(TICKETS_HEADING, `${cycle} waits for itself.`)] : []),
    ...open.map(({ id }) => question(TICKETS_HEADING, `Which story is for ${id}?`)),
  ];
}

function lintStory({ id, serves, after, acceptance }: Story, { known, ids }: Record<"known" | "ids", Set<string>>) {
  const strangers = [...serves.filter((other) => !known.has(other)), ...after.filter((other) => !ids.has(other))];
  return [
    ...strangers.map((other) => error(TICKETS_HEADING, `${id} refers to ${other}, which is not there.`)),
    ...(acceptance.length === 0 ? [question(TICKETS_HEADING, `When is ${id} done?`)] : []),
  ];
}

/** A story that, step by step, comes after itself. */
function findCycle(stories: readonly Story[]): string | undefined {
  const waiting = new Map(stories.map(({ id, after }) => [id, new Set(after)]));
  for (let isShorter = true; isShorter; ) {
    const free = [...waiting].filter(([, after]) => ![...after].some((other) => waiting.has(other)));
    for (const [id] of free) waiting.delete(id);
    isShorter = free.length > 0;
  }
  return [...waiting.keys()].at(0);
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function question(section: string, message: string): Finding {
  return { level: "question", section, message };
}

function error(section: string, message: string): Finding {
  return { level: "error", section, message };
}
