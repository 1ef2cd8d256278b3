import type { Db } from "../db.ts";
import { desc, gte } from "../drizzle.ts";
import { loadGone } from "../tombstones.ts";

const GONE_AT_ONCE_MAX = 500;

/** Issues and pull requests with what they say, the newest first; without those that are gone. */
export async function loadOwnWork(db: Db, { since, asOf, limit }: { since: Date; asOf: Date; limit: number }) {
  const { pullRequests: pulls, issues } = db.tables;
  const pullRows = await db
    .select({
      ...{ ref: pulls.ref, repo: pulls.repo, title: pulls.title, body: pulls.body, url: pulls.url },
      ...{ author: pulls.author, state: pulls.state, labels: pulls.labels, at: pulls.openedAt },
    })
    .from(pulls)
    .where(gte(pulls.openedAt, since))
    .orderBy(desc(pulls.openedAt))
    .limit(limit);
  const issueRows = await db
    .select({
      ...{ ref: issues.ref, repo: issues.repo, title: issues.title, cause: issues.rootCause, fixed: issues.fixedIn },
      ...{ url: issues.url, author: issues.author, state: issues.state, labels: issues.labels, at: issues.openedAt },
    })
    .from(issues)
    .where(gte(issues.openedAt, since))
    .orderBy(desc(issues.openedAt))
    .limit(limit);
  const all = [...pullRows, ...issueRows.map(toWork)].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
  const gone = new Set<string>();
  for (let start = 0; start < all.length; start += GONE_AT_ONCE_MAX) {
    const refs = all.slice(start, start + GONE_AT_ONCE_MAX).map(({ ref }) => ref);
    for (const ref of (await loadGone(db, refs, asOf)).keys()) gone.add(ref);
  }
  return all.filter(({ ref }) => !gone.has(ref));
}

/** Of an issue no more is kept than its title, and what an incident says of its cause and its end. */
function toWork<Issue extends { cause: string | null; fixed: string | null }>({ cause, fixed, ...issue }: Issue) {
  const body = [cause && `Root cause: ${cause}`, fixed && `Fixed in: ${fixed}`].filter((line) => line !== null);
  return { ...issue, body: body.join("\n") };
}
