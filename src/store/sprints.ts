import type { Sprint } from "#domain/tickets/ticket";
import type { Db } from "./db.ts";
import { and, asc, desc, eq, type SQL, sql } from "./drizzle.ts";
import { loadGone } from "./tombstones.ts";

const SPRINTS_MAX = 500;

/** What had not begun or ended by then is shown as not begun or not ended. */
export async function loadSprints(db: Db, where: SQL, asOf: Date): Promise<Sprint[]> {
  const { sprints } = db.tables;
  const rows = await db
    .select()
    .from(sprints)
    .where(where)
    .orderBy(desc(sprints.startedAt), asc(sprints.id))
    .limit(SPRINTS_MAX);
  const subjects = rows.map(({ subject }) => subject);
  const gone = await loadGone(db, subjects, asOf);
  const by = (at: Date | null) => (at !== null && at <= asOf ? at.getTime() : null);
  return rows
    .filter(({ subject }) => !gone.has(subject))
    .map(({ id, board, name, goal, startedAt, endsAt, completedAt }) => {
      const planned = { id, board, name, goal, endsAt: endsAt?.getTime() ?? null };
      return { ...planned, startedAt: by(startedAt), completedAt: by(completedAt) };
    })
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
}

/** A sprint belongs to whatever tickets are or were in it: boards may show several projects. */
export async function listSprintsOf(db: Db, ofTickets: SQL | undefined): Promise<string[]> {
  const { tickets, ticketChanges } = db.tables;
  const { subject, field, from, to } = ticketChanges;
  const now = await db.selectDistinct({ sprints: tickets.sprints }).from(tickets).where(ofTickets);
  const moved = await db
    .selectDistinct({ from, to })
    .from(ticketChanges)
    .innerJoin(tickets, eq(tickets.ref, subject))
    .where(and(sql`${field} = 'sprint'`, ofTickets));
  const ids = [
    ...now.flatMap(({ sprints }) => sprints),
    ...moved.flatMap((one) => `${one.from ?? ""},${one.to ?? ""}`.split(",")),
  ];
  return [...new Set(ids)].filter((id) => id !== "");
}
