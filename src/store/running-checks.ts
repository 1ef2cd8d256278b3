import { DAY_MS } from "#lib/time";
import type { Db } from "./db.ts";
import { and, desc, gte, sql } from "./drizzle.ts";

/** No workflow runs longer. */
const RUN_MS_MAX = 35 * DAY_MS;
const COMMITS_MAX = 30;

/** The commits of a repository with checks whose end nobody told us, those that began last first. */
export async function listRunningCommits(db: Db, repository: string, now: Date): Promise<string[]> {
  const { subject, startedAt, conclusion } = db.tables.checks;
  const prefix = `${repository}@`;
  const rows = await db
    .select({ subject })
    .from(db.tables.checks)
    .where(
      and(
        // As the index of running checks says it; there are few of them.
        sql`${conclusion} is null`,
        sql`substr(${subject}, 1, ${prefix.length}) = ${prefix}`,
        gte(startedAt, new Date(now.getTime() - RUN_MS_MAX)),
      ),
    )
    .groupBy(subject)
    .orderBy(desc(sql`max(${startedAt})`))
    .limit(COMMITS_MAX);
  return rows.map((row) => row.subject.slice(prefix.length));
}
