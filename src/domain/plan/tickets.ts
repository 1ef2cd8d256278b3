import { type Epic, nextId, STORY_ID, type Story, type TicketPlan, toLine } from "./draft.ts";
import { readItem, readLines, sectionOf } from "./lines.ts";
import { TICKETS_HEADING } from "./sections.ts";

/** What stories stand under where nobody has named an epic. */
const NO_EPIC = "Stories";
const SERVED_ID = /^[RA]\d{1,4}$/;

/** The ticket plan of a PRD, as it stands in its Markdown; without epics where there is none. */
export function parseTicketPlan(markdown: string): TicketPlan {
  const section = sectionOf(readLines(markdown), TICKETS_HEADING);
  return parseTickets(section);
}

export function renderTickets({ epics }: TicketPlan): string {
  return epics.map(({ title, stories }) => [`### ${title}`, ...renderStories(stories)].join("\n\n")).join("\n\n");
}

/** Reads the lines of the section; a line that is no part of a story belongs to the words of the story before it. */
export function parseTickets(lines: readonly string[]): TicketPlan {
  const epics: Epic[] = [];
  const used = new Set(lines.flatMap((line) => STORY.exec(line)?.[1] ?? []));
  for (const line of lines) {
    const [, heading] = /^###\s+(.+)$/.exec(line) ?? [];
    if (heading !== undefined) epics.push({ title: toLine(heading), stories: [] });
    else readStoryLine(line, epics, used);
  }
  return { epics };
}

const STORY = /^[-*] (T\d{1,4}): (.*)$/;

function renderStories(stories: readonly Story[]): string[] {
  return stories.length > 0 ? [stories.map(renderStory).join("\n")] : [];
}

function renderStory({ id, title, body, acceptance, serves, estimate, after }: Story): string {
  return [
    `- ${id}: ${title}`,
    ...(body ? [`  - Note: ${body}`] : []),
    ...(estimate === null ? [] : [`  - Estimate: ${estimate}`]),
    ...(serves.length > 0 ? [`  - Serves: ${serves.join(", ")}`] : []),
    ...(after.length > 0 ? [`  - After: ${after.join(", ")}`] : []),
    ...acceptance.map((criterion) => `  - Accept: ${criterion}`),
  ].join("\n");
}

function readStoryLine(line: string, epics: Epic[], used: Set<string>): void {
  const last = epics.at(-1)?.stories.at(-1);
  if (last && /^\s/.test(line)) addPart(last, line);
  else addStory(readItem(line), epics, used);
}

function addStory(text: string, epics: Epic[], used: Set<string>): void {
  if (text === "") return;
  const [, named, rest = text] = /^(T\d{1,4}): (.*)$/.exec(text) ?? [];
  const id = named ?? nextId("T", used);
  used.add(id);
  const epic = epics.at(-1) ?? addEpic(epics);
  const title = toLine(rest) || id;
  epic.stories.push({ id, title, body: "", acceptance: [], serves: [], estimate: null, after: [] });
}

function addEpic(epics: Epic[]): Epic {
  const epic = { title: NO_EPIC, stories: [] };
  epics.push(epic);
  return epic;
}

function addPart(story: Story, line: string): void {
  const text = readItem(line);
  const [, name = "", value = text] = /^(Note|Estimate|Serves|After|Accept): (.*)$/i.exec(text) ?? [];
  if (value === "") return;
  switch (name.toLowerCase()) {
    case "accept":
      story.acceptance.push(value);
      return;
    case "estimate":
      story.estimate = value;
      return;
    case "serves":
      story.serves.push(...readIds(value, SERVED_ID));
      return;
    case "after":
      story.after.push(...readIds(value, STORY_ID));
      return;
    default:
      story.body = toLine(`${story.body} ${value}`);
  }
}

function readIds(text: string, pattern: RegExp): string[] {
  return text.split(/[\s,;]+/).filter((id) => pattern.test(id));
}
