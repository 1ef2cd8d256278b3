import { createHash } from "node:crypto";
import type { Person } from "./model.ts";

const HOUR_MS = 3_600_000;
const FIRST_ID = 20_001;

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
      ...{ kind: "Task", status, assignee, reporter: "ada-park", labels: [], priority: null, parent: null },
      ...{ createdAt: new Date(at.getTime() - 48 * HOUR_MS), updatedAt: at, comments: [], properties: new Map() },
    };
  });
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
