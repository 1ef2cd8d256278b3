import { createHash } from "node:crypto";
import { DAY_MS } from "./calendar.ts";
import type { State } from "./model.ts";
import { changeTicket, freshPlan, type Sprint, type Ticket, uuidOf } from "./tickets.ts";
import type { Pull } from "./work.ts";

const HOUR_MS = 3_600_000;
const FIRST_ID = 25_001;
const LOOK_BACK_MS = 35 * DAY_MS;
/** All but one of so many tickets. */
const FORESEEN_OF = 5;
const ESTIMATES = [1, 2, 3, 5, 8];
const TRACKERS: Record<string, Ticket["tracker"]> = { API: "jira", WEB: "linear" };
const FIRST_STATUS = { jira: "To Do", linear: "Todo" };
/** Planned and not begun; a number of days from now by which it should be done. */
const WAITING: [key: string, title: string, dueIn: number | null][] = [
  ["API-101", "Rate limits per customer", -2],
  ["API-102", "Archive closed orders", 5],
  ["WEB-101", "Address lookup while typing", null],
  ["WEB-102", "Remember the last delivery option", 3],
];

/** The tickets that the branches of the last weeks name, in the sprints in which the work was done, and some that wait. */
export function plannedTickets(state: State, startedAt: Date): Ticket[] {
  const pulls = new Map<string, Pull>();
  for (const pull of state.pulls) {
    const [key = ""] = /^[A-Z]+-\d+/.exec(pull.head.ref) ?? [];
    const isRecent = pull.closedAt === null || pull.closedAt.getTime() > startedAt.getTime() - LOOK_BACK_MS;
    if (isRecent && TRACKERS[key.split("-")[0] ?? ""]) pulls.set(key, pull);
  }
  const waiting = WAITING.map(([key, title, dueIn], index) => {
    const ticket = createTicket({ key, title, index, createdAt: new Date(startedAt.getTime() - 9 * DAY_MS) });
    ticket.dueOn = dueIn === null ? null : dayOf(new Date(startedAt.getTime() + dueIn * DAY_MS));
    return plan(ticket, state.sprints, { from: startedAt, to: startedAt });
  });
  const worked = [...pulls].map(([key, pull], index) =>
    work(key, pull, { state, index: WAITING.length + index, startedAt }),
  );
  return [...waiting, ...worked];
}

interface Setting {
  state: State;
  index: number;
  startedAt: Date;
}

/** Begun before its pull request was opened, in review with it, done when it was merged. */
function work(key: string, pull: Pull, { state, index, startedAt }: Setting): Ticket {
  const { title, author: by, createdAt: openedAt, mergedAt } = pull;
  const before = (ms: number) => new Date(openedAt.getTime() - ms);
  const ticket = createTicket({ key, title, index, createdAt: bornAt(key, before(3 * DAY_MS), state.sprints) });
  changeTicket(ticket, { field: "assignee", to: by, at: before(5 * HOUR_MS), by });
  changeTicket(ticket, { field: "status", to: "In Progress", at: before(4 * HOUR_MS), by });
  changeTicket(ticket, { field: "status", to: "In Review", at: openedAt, by });
  if (mergedAt) changeTicket(ticket, { field: "status", to: "Done", at: mergedAt, by });
  else if (ticket.tracker === "jira" && chance(key) % 6 === 0) {
    changeTicket(ticket, { field: "flag", to: "Impediment", at: new Date(openedAt.getTime() + HOUR_MS), by });
  }
  return plan(ticket, state.sprints, { from: before(4 * HOUR_MS), to: mergedAt ?? startedAt });
}

/** Most of the work was thought of before the sprint began in which it was done; the rest came in between. */
function bornAt(key: string, at: Date, sprints: readonly Sprint[]): Date {
  const [project] = key.split("-");
  const during = sprints.find((one) => one.project === project && one.startsAt <= at && at < one.endsAt);
  const isForeseen = chance(key) % FORESEEN_OF !== 0;
  return during && isForeseen ? new Date(during.startsAt.getTime() - 2 * DAY_MS) : at;
}

/** Puts it into each sprint that ran while it was worked on: before the start, where it was there by then. */
function plan(ticket: Ticket, sprints: readonly Sprint[], { from, to }: { from: Date; to: Date }): Ticket {
  const ran = sprints.filter(
    ({ project, startsAt, endsAt }) => project === ticket.project && startsAt <= to && endsAt > from,
  );
  const changes = ticket.history.splice(0);
  const ids: number[] = [];
  for (const { id, startsAt } of ran) {
    const before = ids.length === 0 ? null : ids.join(",");
    ids.push(id);
    const at = new Date(Math.max(startsAt.getTime() - HOUR_MS, ticket.createdAt.getTime() + HOUR_MS));
    changes.push({ id: 0, at, by: "ada-park", field: "sprint", from: before, to: ids.join(",") });
  }
  changes.sort((a, b) => a.at.getTime() - b.at.getTime());
  ticket.history.push(...changes.map((change, index) => ({ ...change, id: ticket.id * 1_000 + index })));
  ticket.sprints = ids;
  ticket.updatedAt = changes.at(-1)?.at ?? ticket.createdAt;
  return ticket;
}

interface Beginning {
  key: string;
  title: string;
  index: number;
  createdAt: Date;
}

function createTicket({ key, title, index, createdAt }: Beginning): Ticket {
  const [project = "", number = ""] = key.split("-");
  const tracker = TRACKERS[project] ?? "jira";
  return {
    ...{ id: FIRST_ID + index, uuid: uuidOf(key), tracker, project, number: Number(number), title, text: null },
    ...{ kind: "Story", status: FIRST_STATUS[tracker], assignee: null, reporter: "ada-park", labels: [] },
    ...{ priority: null, ...freshPlan(), points: ESTIMATES[chance(key) % ESTIMATES.length] ?? null },
    ...{ createdAt, updatedAt: createdAt, comments: [], properties: new Map() },
  };
}

/** A number that is always the same for the same key. */
function chance(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE();
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
