import type { Octokit } from "@octokit/rest";
import { type Polled, wrap } from "./polled.ts";

const PAGE_SIZE = 50;
/** Details of so many pull requests are fetched at once. */
const AT_ONCE = 8;
/** Vendors date things a little late; what was read once is read again and recognised. */
const OVERLAP_MS = 5 * 60_000;
const REVIEW_PAGES_MAX = 10;

/** A type, not an interface: Octokit's parameters have an index signature. */
export type Repo = { owner: string; repo: string };

/** Some of what changed, in webhook form, and the moment up to which everything has now been given. */
export interface SyncStep {
  polled: Polled[];
  watermark: Date;
}

/**
 * What changed in a repository since a moment, oldest first, in steps that can be stored one by one: whoever stops after a
 * step goes on from its watermark. Asking again for the same gives the same.
 */
export async function* readChanges(client: Octokit, repo: Repo, since: Date): AsyncGenerator<SyncStep> {
  const start = new Date(since.getTime() - OVERLAP_MS);
  const { data: repository } = await client.rest.repos.get(repo);
  const source = { client, repo, repository };
  // What has no cursor of its own comes first and whole. The watermark then never runs ahead of it.
  const [comments, deployments, runs] = [readComments, readDeployments, readRuns];
  const rest = await Promise.all([comments, deployments, runs].map((read) => read(source, start)));
  yield { polled: rest.flat(), watermark: since };
  yield* readIssues(source, start);
}

/** What is open now, however long ago it was last touched: what a first reading must not miss. */
export async function* readOpen(client: Octokit, repo: Repo): AsyncGenerator<Polled[]> {
  const { data: repository } = await client.rest.repos.get(repo);
  const list = { ...repo, state: "open", per_page: PAGE_SIZE } as const;
  for await (const { data } of client.paginate.iterator(client.rest.pulls.list, list)) {
    const read = await eachOf(data, ({ number }) => readPull({ client, repo, repository }, number));
    yield read.flat();
  }
}

interface Source {
  client: Octokit;
  repo: Repo;
  repository: unknown;
}

/** Issues and pull requests come in one list, which alone knows `since`. */
async function* readIssues({ client, repo, repository }: Source, since: Date): AsyncGenerator<SyncStep> {
  const list = { ...repo, state: "all", sort: "updated", direction: "asc", per_page: PAGE_SIZE } as const;
  const pages = client.paginate.iterator(client.rest.issues.listForRepo, { ...list, since: since.toISOString() });
  for await (const { data } of pages) {
    const numbers = data.filter((issue) => issue.pull_request).map(({ number }) => number);
    const plain = data.filter((issue) => !issue.pull_request).map((issue) => wrap.issue(issue, repository));
    const pulls = await eachOf(numbers, (number) => readPull({ client, repo, repository }, number));
    const polled = [...plain, ...pulls.flat()];
    yield { polled, watermark: new Date(data.at(-1)?.updated_at ?? since) };
  }
}

async function readPull({ client, repo, repository }: Source, number: number): Promise<Polled[]> {
  const at = { ...repo, pull_number: number };
  const { data: pull } = await client.rest.pulls.get(at);
  const reviews = await readReviews(client, at);
  return [wrap.pull(pull, repository), ...reviews.map((review) => wrap.review(review, pull, repository))];
}

async function readReviews(client: Octokit, at: Repo & { pull_number: number }) {
  const found = [];
  let pages = 0;
  for await (const { data } of client.paginate.iterator(client.rest.pulls.listReviews, { ...at, per_page: 100 })) {
    found.push(...data);
    if (++pages >= REVIEW_PAGES_MAX) break;
  }
  return found;
}

async function readComments({ client, repo, repository }: Source, since: Date): Promise<Polled[]> {
  const list = { ...repo, since: since.toISOString(), sort: "created", direction: "asc", per_page: 100 } as const;
  const onIssues = await client.paginate(client.rest.issues.listCommentsForRepo, list);
  const onLines = await client.paginate(client.rest.pulls.listReviewCommentsForRepo, list);
  return [
    ...onIssues.map((comment) => wrap.issueComment(comment, repository)),
    ...onLines.map((comment) => wrap.reviewComment(comment, repository)),
  ];
}

/** Newest first, so the reading ends at the first that is older. */
async function readDeployments({ client, repo, repository }: Source, since: Date): Promise<Polled[]> {
  const found: Polled[] = [];
  const pages = client.paginate.iterator(client.rest.repos.listDeployments, { ...repo, per_page: PAGE_SIZE });
  for await (const { data } of pages) {
    const recent = data.filter((deployment) => new Date(deployment.updated_at) >= since);
    const read = await eachOf(recent, async (deployment) => {
      const at = { ...repo, deployment_id: deployment.id, per_page: 100 };
      const { data: statuses } = await client.rest.repos.listDeploymentStatuses(at);
      return [
        wrap.deployment(deployment, repository),
        ...statuses.map((status) => wrap.deploymentStatus(status, deployment, repository)),
      ];
    });
    found.push(...read.flat());
    if (recent.length < data.length) break;
  }
  return found;
}

async function readRuns({ client, repo, repository }: Source, since: Date): Promise<Polled[]> {
  const created = `>=${since.toISOString()}`;
  const list = { ...repo, status: "completed", created, per_page: 100 } as const;
  const runs = await client.paginate(client.rest.actions.listWorkflowRunsForRepo, list);
  return runs.map((run) => wrap.run(run, repository));
}

/** Runs a few at a time and keeps the order. */
async function eachOf<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  }
  return results;
}
