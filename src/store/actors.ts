import type { SeenAccount } from "#domain/directory";
import type { Db } from "./db.ts";
import { and, desc, eq, gte, isNotNull, isNull, lt, or, sql } from "./drizzle.ts";

/** GitHub accounts that facts speak of and the directory has not met. */
export async function listUnmetActors(db: Db, limit: number): Promise<SeenAccount[]> {
  const { accounts, activities, pullRequests } = db.tables;
  const isGithub = (handle: typeof activities.person | typeof pullRequests.author) =>
    and(eq(accounts.vendor, "github"), eq(accounts.handle, handle));
  const active = await db
    .selectDistinct({ handle: activities.person, kind: activities.personKind })
    .from(activities)
    .leftJoin(accounts, isGithub(activities.person))
    .where(isNull(accounts.handle))
    .limit(limit);
  const authors = await db
    .selectDistinct({ handle: pullRequests.author, kind: pullRequests.authorKind })
    .from(pullRequests)
    .leftJoin(accounts, isGithub(pullRequests.author))
    .where(isNull(accounts.handle))
    .limit(limit);
  return [...active, ...authors].flatMap(({ handle, kind }) =>
    handle ? [{ vendor: "github" as const, handle, kind: kind ?? "human", name: null, email: null }] : [],
  );
}

/** Whom tickets are assigned to and the directory has not met, each with a ticket of theirs; not those asked about since. */
export async function listUnmetAssignees(db: Db, { keyPrefix, askedBefore, limit }: Unasked): Promise<Assigned[]> {
  const { accounts, memory, tickets } = db.tables;
  const isTheirs = and(sql`${accounts.vendor} = ${tickets.source}`, eq(accounts.handle, tickets.assignee));
  const isAsked = and(
    eq(memory.key, sql`${keyPrefix} || ${tickets.source} || ':' || ${tickets.assignee}`),
    gte(memory.updatedAt, askedBefore),
  );
  const rows = await db
    .select({ source: tickets.source, handle: tickets.assignee, ref: sql<string>`min(${tickets.ref})` })
    .from(tickets)
    .leftJoin(accounts, isTheirs)
    .leftJoin(memory, isAsked)
    .where(and(isNotNull(tickets.assignee), isNull(accounts.handle), isNull(memory.key)))
    .groupBy(tickets.source, tickets.assignee)
    .limit(limit);
  return rows.flatMap(({ handle, ...row }) => (handle === null ? [] : [{ ...row, handle }]));
}

export interface Assigned {
  source: "jira" | "linear";
  handle: string;
  ref: string;
}

export interface Authored {
  handle: string;
  repo: string;
  number: number;
}

export interface Unasked {
  /** Under this with the handle it is remembered that an account was asked about. */
  keyPrefix: string;
  askedBefore: Date;
  limit: number;
}

/**
 * The newest pull request of each GitHub account that belongs to nobody, whose e-mail address is not known, and that
 * nobody has asked about of late.
 */
export async function listUnplaced(db: Db, { keyPrefix, askedBefore, limit }: Unasked): Promise<Authored[]> {
  const { accounts, memory, pullRequests } = db.tables;
  const isNobodys = and(isNull(accounts.personId), isNull(accounts.email));
  const handles = await db
    .select({ handle: accounts.handle })
    .from(accounts)
    .innerJoin(pullRequests, eq(pullRequests.author, accounts.handle))
    .leftJoin(memory, sql`${memory.key} = ${keyPrefix} || ${accounts.handle}`)
    .where(
      and(
        ...[eq(accounts.vendor, "github"), eq(accounts.kind, "human"), isNobodys],
        or(isNull(memory.key), lt(memory.updatedAt, askedBefore)),
      ),
    )
    .groupBy(accounts.handle)
    .orderBy(desc(sql`max(${pullRequests.openedAt})`))
    .limit(limit);
  const found = [];
  for (const { handle } of handles) found.push(...(await findNewest(db, handle)));
  return found;
}

async function findNewest(db: Db, handle: string): Promise<Authored[]> {
  const { author, repo, number, openedAt, ref } = db.tables.pullRequests;
  return db
    .select({ handle: author, repo, number })
    .from(db.tables.pullRequests)
    .where(eq(author, handle))
    .orderBy(desc(openedAt), desc(ref))
    .limit(1);
}
