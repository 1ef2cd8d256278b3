import type { RestEndpointMethodTypes } from "@octokit/rest";
import { type Cursor, type SyncStep, toIso, toSince, toStart } from "./cursor.ts";
import { type Polled, wrap } from "./polled.ts";
import { type Seeking, seek } from "./seek.ts";
import { eachOf, readNumber, readPull, type Source } from "./source.ts";
import { readDeployments, readRuns } from "./sync-deliveries.ts";

const PAGE_SIZE = 50;
const LONG_PAGE_SIZE = 100;

/** Reads what changed since the cursor. Whoever stops after a step goes on from its cursor; the same again gives the same. */
type Stream = (source: Source, cursor: Cursor) => AsyncGenerator<SyncStep>;

/** The lists of which a repository's story is made, each with a cursor of its own. */
export const STREAMS: Record<string, Stream> = {
  issues: (source, { since }) => readIssues(source, "all", toStart(since)),
  comments: readComments,
  "line-comments": readLineComments,
  deployments: readDeployments,
  runs: readRuns,
};

/** What is open now, however long ago it was last touched: what a first reading must not miss. */
export function readOpen(source: Source, { since }: Cursor): AsyncGenerator<SyncStep> {
  return readIssues(source, "open", Date.parse(since));
}

/** Which of these issues and pull requests are not open any more, and what became of them. */
export async function readClosed(source: Source, numbers: readonly number[]): Promise<Polled[]> {
  const open = new Set<number>();
  for await (const { items } of seek(listIssues(source, "open", 0))) for (const { number } of items) open.add(number);
  const missing = numbers.filter((number) => !open.has(number));
  const read = await eachOf(missing, (number) => readNumber(source, number));
  return read.flat();
}

type Issue = RestEndpointMethodTypes["issues"]["listForRepo"]["response"]["data"][number];

/** Issues and pull requests come in one list, which alone knows `since`. */
async function* readIssues(source: Source, state: "open" | "all", from: number): AsyncGenerator<SyncStep> {
  for await (const { items, bound } of seek(listIssues(source, state, from))) {
    const plain = items.filter((issue) => !issue.pull_request).map((issue) => wrap.issue(issue, source.repository));
    const numbers = items.filter((issue) => issue.pull_request).map(({ number }) => number);
    const pulls = await eachOf(numbers, (number) => readPull(source, number));
    yield { polled: [...plain, ...pulls.flat()], cursor: { since: toIso(bound) } };
  }
}

function listIssues({ client, repo }: Source, state: "open" | "all", from: number): Seeking<Issue> {
  const list = { ...repo, state, sort: "updated", direction: "asc", per_page: PAGE_SIZE } as const;
  return {
    direction: "up",
    from,
    read: (bound, page) => client.rest.issues.listForRepo({ ...list, since: toSince(bound), page }),
    instantOf: ({ updated_at }) => updated_at,
  };
}

async function* readComments({ client, repo, repository }: Source, { since }: Cursor): AsyncGenerator<SyncStep> {
  const list = { ...repo, sort: "updated", direction: "asc", per_page: LONG_PAGE_SIZE } as const;
  const pages = seek({
    direction: "up",
    from: toStart(since),
    read: (bound, page) => client.rest.issues.listCommentsForRepo({ ...list, since: toSince(bound), page }),
    instantOf: ({ updated_at }) => updated_at,
  });
  for await (const { items, bound } of pages) {
    yield { polled: items.map((one) => wrap.issueComment(one, repository)), cursor: { since: toIso(bound) } };
  }
}

async function* readLineComments({ client, repo, repository }: Source, { since }: Cursor): AsyncGenerator<SyncStep> {
  const list = { ...repo, sort: "updated", direction: "asc", per_page: LONG_PAGE_SIZE } as const;
  const pages = seek({
    direction: "up",
    from: toStart(since),
    read: (bound, page) => client.rest.pulls.listReviewCommentsForRepo({ ...list, since: toSince(bound), page }),
    instantOf: ({ updated_at }) => updated_at,
  });
  for await (const { items, bound } of pages) {
    yield { polled: items.map((one) => wrap.reviewComment(one, repository)), cursor: { since: toIso(bound) } };
  }
}
