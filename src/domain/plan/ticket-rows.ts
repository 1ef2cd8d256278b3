import type { TicketPlan } from "./draft.ts";

/** One ticket that is to be made; others are named by their place in the list. */
export interface TicketRow {
  title: string;
  body: string;
  kind: "epic" | "story" | "task";
  parent: number | null;
  after: number[];
  /** The requirements and criteria that it is for, like R1. */
  serves: string[];
}

/** A line as people edit it: "# Epic", and "- T1: Story" below. */
const LINE = /^(#|-)?\s*(?:(T\d{1,4}):)?\s*(.*)$/;
/** What a line that nobody planned says that it is for: "Take cards (R1, A2)". */
const SERVES = /(?<=\S)\s+\(((?:[RA]\d{1,4})(?:,\s*[RA]\d{1,4})*)\)$/;

/** The plan of a PRD as lines that can be edited: what is dropped is not made, and what is changed gets another title. */
export function toEditable({ epics }: TicketPlan): string {
  return epics
    .flatMap(({ title, stories }) => [`# ${title}`, ...stories.map((one) => `- ${one.id}: ${one.title}`)])
    .join("\n");
}

/**
 * What somebody typed as lines. On one line “;” stands between tickets, unless the plan has that very line: its own titles
 * may have any sign in them.
 */
export function toLines(typed: string, plan: TicketPlan): string {
  const isPlanned = toEditable(plan).split("\n").includes(typed.trim());
  return typed.includes("\n") || isPlanned ? typed : typed.split(/\s;\s/).join("\n");
}

/** What the lines stand for; what is known of a story in the plan comes along with it. */
export function readRows(lines: string, plan: TicketPlan): TicketRow[] {
  const stories = new Map(plan.epics.flatMap((epic) => epic.stories.map((story) => [story.id, story] as const)));
  const read = lines.split("\n").flatMap((line) => readLine(line, stories));
  let epic: number | null = null;
  return read.map(({ row, story }, index) => {
    if (row.kind === "epic") epic = index;
    return { ...row, parent: row.kind === "epic" ? null : epic, after: placesOf(story, read, index) };
  });
}

type Story = TicketPlan["epics"][number]["stories"][number];
interface Read {
  row: TicketRow;
  story: Story | undefined;
}

function readLine(line: string, stories: ReadonlyMap<string, Story>): Read[] {
  const [, sign, id = "", title = ""] = LINE.exec(line.trim()) ?? [];
  if (title.trim() === "") return [];
  const story = stories.get(id);
  const [, named] = story ? [] : (SERVES.exec(title.trim()) ?? []);
  const row: TicketRow = {
    title: named === undefined ? title.trim() : title.trim().replace(SERVES, ""),
    body: story ? describeStory(story) : "",
    kind: sign === "#" ? "epic" : "story",
    ...{ parent: null, after: [], serves: story?.serves ?? named?.split(/,\s*/) ?? [] },
  };
  return [{ story, row }];
}

/** A story can only come after one that stands before it in the list, so that nothing waits in a circle. */
function placesOf(story: Story | undefined, read: readonly Read[], self: number): number[] {
  const before = read.slice(0, self);
  return (story?.after ?? []).flatMap((id) => {
    const place = before.findIndex((one) => one.story?.id === id);
    return place < 0 ? [] : [place];
  });
}

function describeStory({ body, acceptance, estimate, serves }: Story): string {
  return [
    ...(body === "" ? [] : [body]),
    ...(acceptance.length === 0 ? [] : [["Acceptance criteria:", ...acceptance.map((one) => `- ${one}`)].join("\n")]),
    ...(estimate === null ? [] : [`Estimate: ${estimate}`]),
    ...(serves.length === 0 ? [] : [`Serves: ${serves.join(", ")}`]),
  ].join("\n\n");
}
