import type { SeenAccount } from "#domain/directory";
import type { Db } from "./db.ts";
import { and, desc, eq, isNull, lt, or, sql } from "./drizzle.ts";

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
