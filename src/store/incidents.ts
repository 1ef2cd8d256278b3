import type { Incident } from "#domain/delivery";
import type { Db } from "./db.ts";
import { and, asc, gt, isNull, lte, or, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

const INCIDENTS_MAX = 500;

/** Incidents that were open at an instant, the oldest first. */
export async function loadOpenIncidents(db: Db, repositories: string[], asOf: Date): Promise<Incident[]> {
  const { issues } = db.tables;
  // As the index of incidents says it: compared with a value, the column would not be seen to match.
  const isIn = and(sql`${issues.repo} in ${unpackTexts(db, repositories)}`, sql`${issues.isIncident}`);
  const rows = await db
    .select()
    .from(issues)
    .where(
      and(lte(issues.openedAt, asOf), or(and(isIn, isNull(issues.closedAt)), and(isIn, gt(issues.closedAt, asOf)))),
    )
    .orderBy(asc(issues.openedAt))
    .limit(INCIDENTS_MAX);
  const closed = await findClosed(
    db,
    rows.map(({ ref }) => ref),
    asOf,
  );
  return rows.filter(({ ref }) => !closed.has(ref)).map(toIncident);
}

/** Those that were closed then and have been reopened since. */
async function findClosed(db: Db, refs: string[], asOf: Date): Promise<Set<string>> {
  const { versions } = db.tables;
  const { subject, version, at, state } = versions;
  const rows = await db
    .select({ subject, state })
    .from(versions)
    .where(and(sql`${subject} in ${unpackTexts(db, refs)}`, lte(at, asOf)))
    .orderBy(asc(version));
  const latest = new Map(rows.map((row) => [row.subject, row.state]));
  return new Set(refs.filter((ref) => latest.get(ref) === "closed"));
}

function toIncident(row: Db["tables"]["issues"]["$inferSelect"]): Incident {
  const { ref, repo, number, title, url, author, assignees, openedAt, rootCause, fixedIn } = row;
  // Open at the asked instant: what came later is not told.
  return { subject: ref, repo, number, title, url, author, assignees, openedAt, resolvedAt: null, rootCause, fixedIn };
}
