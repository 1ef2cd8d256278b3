import type { SeenAccount } from "#domain/directory";
import type { Db } from "./db.ts";
import { and, desc, eq, isNull, sql } from "./drizzle.ts";

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

/** The newest pull request of each GitHub account that belongs to nobody and whose e-mail address is not known. */
export async function listUnplaced(db: Db, limit: number): Promise<Authored[]> {
  const { accounts, pullRequests } = db.tables;
  const rows = await db
    .select({ handle: accounts.handle, repo: pullRequests.repo, number: sql<number>`max(${pullRequests.number})` })
    .from(accounts)
    .innerJoin(pullRequests, eq(pullRequests.author, accounts.handle))
    .where(
      and(eq(accounts.vendor, "github"), eq(accounts.kind, "human"), isNull(accounts.personId), isNull(accounts.email)),
    )
    .groupBy(accounts.handle, pullRequests.repo)
    .orderBy(desc(sql`max(${pullRequests.openedAt})`))
    .limit(limit);
  return rows.map(({ handle, repo, number }) => ({ handle, repo, number: Number(number) }));
}
