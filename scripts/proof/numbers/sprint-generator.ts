// Sprints of teams that do not exist, from a model of work that shares nothing with how sprints are judged: people take
// the next ticket, work on it for as long as it happens to take, and the world adds, drops and blocks as it likes.
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { historiesOf, type TicketHistory } from "#domain/sprints/history";
import { categoriesOf } from "#domain/tickets/categories";
import type { Sprint, Ticket, TicketChange } from "#domain/tickets/ticket";
import { DAY_MS } from "#lib/time";

const FIRST_MONDAY = Date.UTC(2026, 0, 5);
const SPRINT_DAYS = 14;
/** The first ones are history. */
const SPRINTS = 6;
const POINTS = [1, 2, 3, 5, 8];

export const STATUSES = categoriesOf([
  { name: "To Do", category: "todo" },
  { name: "In Progress", category: "doing" },
  { name: "Done", category: "done" },
]);

export interface GeneratedTeam {
  sprints: Sprint[];
  histories: TicketHistory[];
}

interface Draft {
  ref: string;
  points: number;
  createdAt: number;
  changes: TicketChange[];
  sprint: string[];
  /** Working days of one person that are still in it. */
  left: number;
  isStarted: boolean;
  isOver: boolean;
}

type Draw = () => number;

export function generateTeam(seed: number): GeneratedTeam {
  const generator = xoroshiro128plus(seed);
  const draw = () => uniformFloat64(generator);
  const team = {
    people: 3 + Math.floor(draw() * 5),
    typicalDays: 1 + 3 * draw(),
    ambition: 0.45 + 0.6 * draw(),
    unrest: draw() * 0.5,
  };
  const drafts: Draft[] = [];
  const sprints: Sprint[] = [];
  for (let index = 0; index < SPRINTS; index++) {
    const sprint = makeSprint(index);
    sprints.push(sprint);
    runSprint({ sprint, team, drafts, draw });
  }
  const tickets = drafts.map(toTicket);
  return {
    sprints,
    histories: historiesOf(
      tickets,
      drafts.flatMap(({ changes }) => changes),
    ),
  };
}

interface Run {
  sprint: Sprint;
  team: { people: number; typicalDays: number; ambition: number; unrest: number };
  drafts: Draft[];
  draw: Draw;
}

function runSprint({ sprint, team, drafts, draw }: Run): void {
  const start = sprint.startedAt ?? 0;
  const capacity = (team.people * 10) / (team.typicalDays * 1.3);
  for (const draft of drafts.filter(({ isOver }) => !isOver)) enter(draft, sprint, start - 60_000);
  const carried = drafts.filter(({ isOver }) => !isOver).length;
  const planned = Math.max(3, Math.round(capacity * team.ambition * (0.8 + 0.4 * draw())) - carried);
  for (let count = 0; count < planned; count++)
    add({ sprint, drafts, draw, at: start - 3_600_000 * (1 + 40 * draw()), team });
  // Some sprints go worse than others, and nobody knows it on the first day.
  const pace = 0.6 + 0.8 * draw();
  for (let day = 0; day < SPRINT_DAYS; day++)
    if (day % 7 < 5) runDay({ sprint, team, drafts, draw, pace, at: start + day * DAY_MS });
}

function runDay({ sprint, team, drafts, draw, pace, at }: Run & { pace: number; at: number }): void {
  const noon = at + 10 * 3_600_000;
  if (draw() < team.unrest) add({ sprint, drafts, draw, at: noon, team });
  const open = drafts.filter(({ isOver, sprint: ids }) => !isOver && ids.includes(sprint.id));
  if (open.length > 0 && draw() < team.unrest / 6) end(open[Math.floor(draw() * open.length)], noon, "Won't Do");
  const queue = open.filter(({ isOver }) => !isOver).toSorted((a, b) => Number(b.isStarted) - Number(a.isStarted));
  for (const draft of queue.slice(0, team.people)) {
    if (!draft.isStarted) move(draft, noon, "In Progress");
    draft.isStarted = true;
    draft.left -= pace * (0.4 + 1.2 * draw());
    if (draft.left <= 0) end(draft, noon + 3_600_000 * (1 + 5 * draw()), "Done");
  }
}

function add({ sprint, drafts, draw, at, team }: Omit<Run, "team"> & { at: number; team: Run["team"] }): void {
  const size = Math.floor(draw() * POINTS.length);
  const left = team.typicalDays * (0.5 + size * 0.3) * Math.exp((draw() + draw() + draw() - 1.5) * 0.8);
  const draft: Draft = {
    ...{
      ref: `GEN-${drafts.length + 1}`,
      points: POINTS[size] ?? 1,
      createdAt: Math.round(at),
      changes: [],
      sprint: [],
    },
    ...{ left, isStarted: false, isOver: false },
  };
  drafts.push(draft);
  enter(draft, sprint, Math.round(at) + 1_000);
}

function enter(draft: Draft, sprint: Sprint, at: number): void {
  const from = draft.sprint.join(",");
  draft.sprint.push(sprint.id);
  draft.changes.push({ subject: draft.ref, at, field: "sprint", from, to: draft.sprint.join(",") });
}

function move(draft: Draft, at: number, to: string): void {
  const from = draft.changes.findLast(({ field }) => field === "status")?.to ?? "To Do";
  draft.changes.push({ subject: draft.ref, at: Math.round(at), field: "status", from, to });
}

function end(draft: Draft | undefined, at: number, status: string): void {
  if (!draft || draft.isOver) return;
  draft.isOver = true;
  move(draft, at, status);
}

function makeSprint(index: number): Sprint {
  const startedAt = FIRST_MONDAY + index * SPRINT_DAYS * DAY_MS;
  const endsAt = startedAt + SPRINT_DAYS * DAY_MS;
  return {
    id: String(index + 1),
    board: "1",
    name: `Sprint ${index + 1}`,
    startedAt,
    endsAt,
    completedAt: endsAt,
    goal: "",
  };
}

function toTicket({ ref, points, createdAt, changes, sprint }: Draft): Ticket {
  const status = changes.findLast(({ field }) => field === "status")?.to ?? "To Do";
  return {
    ...{
      ref,
      source: "jira",
      project: "GEN",
      title: ref,
      url: "",
      type: "Story",
      status,
      points,
      createdAt,
      sprints: sprint,
    },
    ...{ assignee: null, parent: null, isFlagged: false, labels: [], priority: null, dueOn: null },
  };
}
