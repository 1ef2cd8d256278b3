import type { Incident } from "#domain/delivery";
import type { Db } from "./db.ts";
import { and, asc, gt, isNull, lte, or, sql } from "./drizzle.ts";
import { loadGone } from "./tombstones.ts";
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
  const refs = rows.map(({ ref }) => ref);
  const ended = await findEnded(db, refs, asOf);
  return rows.filter(({ ref }) => !ended.has(ref)).map(toIncident);
}

/** Those that were closed then and have been reopened since, and those that were gone. */
async function findEnded(db: Db, refs: string[], asOf: Date): Promise<Set<string>> {
  const { versions } = db.tables;
  const { subject, version, at, state } = versions;
  const rows = await db
    .select({ subject, state, at })
    .from(versions)
    .where(and(sql`${subject} in ${unpackTexts(db, refs)}`, lte(at, asOf)))
    .orderBy(asc(version));
  const latest = new Map(rows.map((row) => [row.subject, row]));
  const gone = await loadGone(db, refs, asOf);
  const isGone = (ref: string) => (gone.get(ref)?.getTime() ?? -1) >= (latest.get(ref)?.at.getTime() ?? 0);
  return new Set(refs.filter((ref) => latest.get(ref)?.state === "closed" || isGone(ref)));
}

function toIncident(row: Db["tables"]["issues"]["$inferSelect"]): Incident {
  const { ref, repo, number, title, url, author, assignees, openedAt, rootCause, fixedIn } = row;
  // Open at the asked instant: what came later is not told.
  return { subject: ref, repo, number, title, url, author, assignees, openedAt, resolvedAt: null, rootCause, fixedIn };
}
