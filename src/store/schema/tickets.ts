import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** What trackers said of tickets and sprints, joined as domain/fact-tables.ts says. */
export function defineTickets(columns: Columns) {
  return {
    tickets: defineTicketRows(columns),
    ticketChanges: defineChanges(columns),
    ticketStatuses: defineStatuses(columns),
    sprints: defineSprints(columns),
  };
}

function defineTicketRows({ table, text, real, boolean, json, instant, index }: Columns) {
  return table(
    "tickets",
    {
      ref: text("ref").primaryKey(),
      source: text("source", { enum: ["jira", "linear"] }).notNull(),
      project: text("project").notNull(),
      /** Null while we have only heard of it. */
      createdAt: instant("created_at"),
      /** Empty for one that nobody has shown yet. */
      coreVersion: text("core_version").notNull(),
      title: text("title").notNull(),
      url: text("url").notNull(),
      type: text("type").notNull(),
      status: text("status").notNull(),
      points: real("points"),
      assignee: text("assignee"),
      parent: text("parent"),
      isFlagged: boolean("is_flagged").notNull(),
      sprints: json("sprints").$type<string[]>().notNull(),
      labels: json("labels").$type<string[]>().notNull(),
      priority: text("priority"),
      /** A local day, like 2026-11-20. */
      dueOn: text("due_on"),
      isClockSuspect: boolean("is_clock_suspect").notNull(),
    },
    (ticket) => [index("tickets_project").on(ticket.project, ticket.status)],
  );
}

/** One row for each line of a tracker's history, by the tracker's own id. */
function defineChanges({ table, text, instant, primaryKey, index }: Columns) {
  return table(
    "ticket_changes",
    {
      subject: text("subject").notNull(),
      id: text("id").notNull(),
      at: instant("at").notNull(),
      field: text("field", {
        enum: ["status", "sprint", "points", "flag", "assignee", "parent", "blocked_by", "label"],
      }).notNull(),
      from: text("from_text"),
      to: text("to_text"),
    },
    (change) => [
      primaryKey({ columns: [change.subject, change.id] }),
      index("ticket_changes_sprints").on(change.subject, change.from, change.to).where(sql`field = 'sprint'`),
    ],
  );
}

/** What the tracker says that a status means, as seen on a ticket. */
function defineStatuses({ table, text, primaryKey, index }: Columns) {
  return table(
    "ticket_statuses",
    {
      subject: text("subject").notNull(),
      name: text("name").notNull(),
      project: text("project").notNull(),
      version: text("version").notNull(),
      category: text("category", { enum: ["todo", "doing", "done", "dropped"] }).notNull(),
    },
    (status) => [
      primaryKey({ columns: [status.subject, status.name] }),
      index("ticket_statuses_project").on(status.project, status.name, status.category, status.version),
    ],
  );
}

function defineSprints({ table, text, instant, index }: Columns) {
  return table(
    "sprints",
    {
      subject: text("subject").primaryKey(),
      id: text("id").notNull(),
      version: text("version").notNull(),
      board: text("board").notNull(),
      name: text("name").notNull(),
      goal: text("goal").notNull(),
      startedAt: instant("started_at"),
      endsAt: instant("ends_at"),
      completedAt: instant("completed_at"),
    },
    (sprint) => [index("sprints_board").on(sprint.board, sprint.startedAt), index("sprints_id").on(sprint.id)],
  );
}
