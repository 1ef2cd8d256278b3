import { type Category, type CategoryOf, categoriesOf } from "#domain/tickets/categories";
import type { Ticket, TicketChange } from "#domain/tickets/ticket";
import { type KnownTicket, ticketAt } from "#domain/tickets/ticket-at";
import { instantOf } from "#domain/version";
import type { Db } from "./db.ts";
import { asc, eq, type SQL, sql } from "./drizzle.ts";
import { listSprintsOf, loadSprints } from "./sprints.ts";
import { loadGone } from "./tombstones.ts";
import { unpackTexts } from "./unpack.ts";

const TICKETS_MAX = 50_000;
const STATUSES_MAX = 1_000;

interface TicketHistory {
  ticket: Ticket;
  changes: readonly TicketChange[];
}

/** The kernel's tickets port. No query here reads events. */
export function createTickets(db: Db, configured: ReadonlyMap<string, Category> = new Map()) {
  const histories = (projects: string[] | null, asOf: Date) => loadHistories(db, ofProjects(db, projects), asOf);
  const categories = (projects: string[] | null) => loadCategories(db, projects, configured);
  return {
    ...{ histories, categories },
    some: (refs: string[], asOf: Date) => loadHistories(db, isOneOf(db, refs), asOf),
    async open(projects: string[] | null, asOf: Date) {
      const categoryOf = await categories(projects);
      const all = await histories(projects, asOf);
      return all.filter(({ ticket }) => !["done", "dropped"].includes(categoryOf(ticket.status)));
    },
    inSprints: async (sprints: string[], asOf: Date) =>
      loadHistories(db, isOneOf(db, await listEverIn(db, new Set(sprints))), asOf),
    sprints: async (projects: string[] | null, asOf: Date) => {
      const ids = await listSprintsOf(db, ofProjects(db, projects));
      return loadSprints(db, sql`${db.tables.sprints.id} in ${unpackTexts(db, ids)}`, asOf);
    },
    sprintsOf: (board: string, asOf: Date) => loadSprints(db, eq(db.tables.sprints.board, board), asOf),
    projects: () => listProjects(db),
  };
}

function ofProjects(db: Db, projects: string[] | null): SQL | undefined {
  return projects === null ? undefined : sql`${db.tables.tickets.project} in ${unpackTexts(db, projects)}`;
}

function isOneOf(db: Db, refs: string[]): SQL {
  return sql`${db.tables.tickets.ref} in ${unpackTexts(db, refs)}`;
}

async function loadHistories(db: Db, where: SQL | undefined, asOf: Date): Promise<TicketHistory[]> {
  const { tickets } = db.tables;
  const rows = await db.select().from(tickets).where(where).orderBy(asc(tickets.ref)).limit(TICKETS_MAX);
  const refs = rows.map(({ ref }) => ref);
  const changes = await loadChanges(db, refs);
  const gone = await loadGone(db, refs, asOf);
  const until = asOf.getTime();
  return rows.flatMap((row) => {
    const known = toKnown(row, { changes: changes.get(row.ref) ?? [], goneAt: gone.get(row.ref) });
    const ticket = ticketAt(known, until);
    return ticket ? [{ ticket, changes: known.changes.filter(({ at }) => at <= until) }] : [];
  });
}

type TicketRow = Db["tables"]["tickets"]["$inferSelect"];

function toKnown(
  { coreVersion, createdAt, isClockSuspect: _, ...shown }: TicketRow,
  { changes, goneAt }: { changes: TicketChange[]; goneAt: Date | undefined },
): KnownTicket {
  const ticket = { ...shown, createdAt: createdAt?.getTime() ?? null };
  return { ticket, shownAt: instantOf(coreVersion), changes, goneAt: goneAt?.getTime() ?? null };
}

/** All of them, later ones as well: what was changed since is undone by them. */
async function loadChanges(db: Db, refs: string[]): Promise<Map<string, TicketChange[]>> {
  const { subject, id, at, field, from, to } = db.tables.ticketChanges;
  const rows = await db
    .select({ subject, at, field, from, to })
    .from(db.tables.ticketChanges)
    .where(sql`${subject} in ${unpackTexts(db, refs)}`)
    .orderBy(asc(subject), asc(at), asc(id));
  const changes = new Map<string, TicketChange[]>();
  for (const row of rows) {
    const told = { ...row, at: row.at.getTime() };
    const known = changes.get(row.subject);
    if (known) known.push(told);
    else changes.set(row.subject, [told]);
  }
  return changes;
}

/** The tickets that are in one of the sprints now, or that some change took in or out. */
async function listEverIn(db: Db, sprints: ReadonlySet<string>): Promise<string[]> {
  const { tickets, ticketChanges } = db.tables;
  const { subject, field, from, to } = ticketChanges;
  const now = await db
    .select({ ref: tickets.ref, sprints: tickets.sprints })
    .from(tickets)
    .where(sql`cast(${tickets.sprints} as text) <> '[]'`);
  const moved = await db.select({ ref: subject, from, to }).from(ticketChanges).where(sql`${field} = 'sprint'`);
  const isMeant = (ids: readonly string[]) => ids.some((id) => sprints.has(id));
  const found = [
    ...now.filter((one) => isMeant(one.sprints)),
    ...moved.filter((one) => isMeant(`${one.from ?? ""},${one.to ?? ""}`.split(","))),
  ];
  return [...new Set(found.map(({ ref }) => ref))];
}

/** Where tickets differ about a status, the one that was seen in it last is right. */
async function loadCategories(
  db: Db,
  projects: string[] | null,
  configured: ReadonlyMap<string, Category>,
): Promise<CategoryOf> {
  const { name, category, project, version } = db.tables.ticketStatuses;
  const latest = sql<string>`max(${version})`.as("latest");
  const rows = await db
    .select({ name, category, latest })
    .from(db.tables.ticketStatuses)
    .where(projects === null ? undefined : sql`${project} in ${unpackTexts(db, projects)}`)
    .groupBy(name, category)
    .orderBy(asc(latest))
    .limit(STATUSES_MAX);
  return categoriesOf(rows, configured);
}

async function listProjects(db: Db): Promise<string[]> {
  const { project } = db.tables.tickets;
  const rows = await db.selectDistinct({ project }).from(db.tables.tickets).orderBy(asc(project));
  return rows.map((row) => row.project);
}
