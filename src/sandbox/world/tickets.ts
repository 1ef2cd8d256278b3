import { createHash } from "node:crypto";
import type { Person } from "./model.ts";

const HOUR_MS = 3_600_000;
const FIRST_ID = 20_001;
/** So many changes of one ticket have ids of their own. */
const CHANGES_MAX = 1_000;

/** What its tracker keeps of a text: a document of Jira, or Markdown. */
export type TicketText = unknown;

export interface TicketComment {
  id: number;
  uuid: string;
  /** A login; the bot's own is BOT. */
  author: string;
  text: TicketText;
  at: Date;
  properties: Map<string, unknown>;
}

export type ChangedField = "status" | "sprint" | "points" | "flag" | "assignee";

/** One line of a ticket's history, in the tracker's own words: names of statuses, ids of sprints, logins. */
export interface TicketChange {
  id: number;
  at: Date;
  by: string;
  field: ChangedField;
  from: string | null;
  to: string | null;
}

/** A sprint of a project's board, or a cycle of a team. */
export interface Sprint {
  id: number;
  project: string;
  name: string;
  state: "closed" | "active" | "future";
  startsAt: Date;
  endsAt: Date;
  completedAt: Date | null;
  goal: string;
}

export interface Ticket {
  id: number;
  uuid: string;
  tracker: "jira" | "linear";
  project: string;
  number: number;
  title: string;
  text: TicketText;
  kind: string;
  status: string;
  assignee: string | null;
  reporter: string;
  labels: string[];
  priority: string | null;
  /** The key of the ticket above it. */
  parent: string | null;
  points: number | null;
  /** Ids of all sprints that it was put into, the last one last. */
  sprints: number[];
  isFlagged: boolean;
  dueOn: string | null;
  history: TicketChange[];
  createdAt: Date;
  updatedAt: Date;
  comments: TicketComment[];
  properties: Map<string, unknown>;
}

/** Who writes with the token that the sandbox gives out. */
export const ADJUTANT: Person = {
  slackId: null,
  login: "adjutant",
  githubId: 5_950,
  name: "Adjutant",
  title: "Chief of staff",
  email: "adjutant@acme.example",
  zone: "UTC",
  isBot: true,
};

const SEEDS: [tracker: Ticket["tracker"], key: string, title: string, status: string, assignee: string | null][] = [
  ["jira", "API-1001", "Make order numbers gap-free", "In Progress", "grace-lindt"],
  ["jira", "API-1002", "Replace the mail queue", "In Review", "benosei"],
  ["jira", "API-1003", "Exports time out for large customers", "To Do", null],
  ["linear", "WEB-1001", "Rework the checkout form", "In Progress", "dev-raghavan"],
  ["linear", "WEB-1002", "Show stock per warehouse", "In Review", "elifay"],
  ["linear", "WEB-1003", "Saved searches forget their order", "Todo", null],
];

/** A few that are under way when life begins, each touched some hours ago. */
export function createTickets(startedAt: Date): Ticket[] {
  return SEEDS.map(([tracker, key, title, status, assignee], index) => {
    const at = new Date(startedAt.getTime() - (index + 1) * 7 * HOUR_MS);
    const [project = "", number = ""] = key.split("-");
    return {
      ...{ id: FIRST_ID + index, uuid: uuidOf(key), tracker, project, number: Number(number), title, text: null },
      ...{ kind: "Task", status, assignee, reporter: "ada-park", labels: [], priority: null, ...freshPlan() },
      ...{ createdAt: new Date(at.getTime() - 48 * HOUR_MS), updatedAt: at, comments: [], properties: new Map() },
    };
  });
}

/** What a ticket has before anybody plans it. */
export function freshPlan(): Pick<Ticket, "parent" | "points" | "sprints" | "isFlagged" | "dueOn" | "history"> {
  return { parent: null, points: null, sprints: [], isFlagged: false, dueOn: null, history: [] };
}

/** Changes something of a ticket and writes it down; undefined where it is so already. */
export function changeTicket(
  ticket: Ticket,
  { field, to, at, by }: Omit<TicketChange, "id" | "from">,
): TicketChange | undefined {
  const from = fieldOf(ticket, field);
  if (from === to) return undefined;
  const change = { id: ticket.id * CHANGES_MAX + ticket.history.length, at, by, field, from, to };
  ticket.history.push(change);
  ticket.updatedAt = at;
  SETTERS[field](ticket, to);
  return change;
}

const SETTERS: Record<ChangedField, (ticket: Ticket, to: string | null) => void> = {
  status: (ticket, to) => Object.assign(ticket, { status: to ?? "" }),
  assignee: (ticket, to) => Object.assign(ticket, { assignee: to }),
  points: (ticket, to) => Object.assign(ticket, { points: to === null ? null : Number(to) }),
  flag: (ticket, to) => Object.assign(ticket, { isFlagged: to !== null }),
  sprint: (ticket, to) => Object.assign(ticket, { sprints: to === null ? [] : to.split(",").map(Number) }),
};

function fieldOf(ticket: Ticket, field: ChangedField): string | null {
  const values: Record<ChangedField, string | null> = {
    ...{ status: ticket.status, assignee: ticket.assignee, flag: ticket.isFlagged ? "Impediment" : null },
    points: ticket.points === null ? null : String(ticket.points),
    sprint: ticket.sprints.length === 0 ? null : ticket.sprints.join(","),
  };
  return values[field];
}

export function keyOf({ project, number }: Ticket): string {
  return `${project}-${number}`;
}

/** The next one of its project. */
export function nextNumber(tickets: readonly Ticket[], project: string): number {
  return Math.max(1_000, ...tickets.filter((one) => one.project === project).map(({ number }) => number)) + 1;
}

/** One in the form of a random one, and always the same for the same name. */
export function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
