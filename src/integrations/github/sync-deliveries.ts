import type { RestEndpointMethodTypes } from "@octokit/rest";
import { DAY_MS } from "#lib/time";
import { type Cursor, type SyncStep, toIso, toStart } from "./cursor.ts";
import { type Polled, wrap } from "./polled.ts";
import { seek } from "./seek.ts";
import { eachOf, isAnswered, type Source } from "./source.ts";

const PAGE_SIZE = 100;
/** Deployments are listed by their beginning, and may wait this long for their end. */
const DEPLOYMENT_MS_MAX = 3 * DAY_MS;
/** What GitHub answers about a commit that was cleared away, or whose checks the token may not read. */
const NOT_SHOWN = [403, 404, 410, 422];

/** The newest come first: new ones only push others onto the next page, where they are seen twice. */
export async function* readDeployments(source: Source, { since, before, top }: Cursor): AsyncGenerator<SyncStep> {
  const { client, repo } = source;
  const start = toStart(since);
  const pages = client.paginate.iterator(client.rest.repos.listDeployments, { ...repo, per_page: PAGE_SIZE });
  for await (const { data } of pages) {
    const changed = data.filter(
      ({ created_at, updated_at }) =>
        Date.parse(updated_at) >= start && (before === undefined || Date.parse(created_at) <= Date.parse(before)),
    );
    const read = await eachOf(changed, (deployment) => readDeployment(source, deployment));
    const last = data.at(-1)?.created_at;
    const isResuming = before !== undefined && (last === undefined || before < last);
    yield { polled: read.flat(), cursor: { since, top, before: isResuming ? before : last } };
    if (last !== undefined && Date.parse(last) < start - DEPLOYMENT_MS_MAX) break;
  }
}

type Deployment = RestEndpointMethodTypes["repos"]["listDeployments"]["response"]["data"][number];

async function readDeployment({ client, repo, repository }: Source, deployment: Deployment): Promise<Polled[]> {
  const at = { ...repo, deployment_id: deployment.id, per_page: PAGE_SIZE };
  const { data: statuses } = await client.rest.repos.listDeploymentStatuses(at);
  return [
    wrap.deployment(deployment, repository),
    ...statuses.map((status) => wrap.deploymentStatus(status, deployment, repository)),
  ];
}

/** The newest come first, running ones included. A filtered list ends after 1,000, so each page is a list of its own. */
export async function* readRuns(
  { client, repo, repository }: Source,
  { since, before, top }: Cursor,
): AsyncGenerator<SyncStep> {
  const start = toIso(toStart(since));
  const pages = seek({
    direction: "down",
    from: before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before),
    async read(bound, page) {
      const created = bound === Number.POSITIVE_INFINITY ? `>=${start}` : `${start}..${toIso(bound)}`;
      const list = { ...repo, created, per_page: PAGE_SIZE, page };
      const { data, headers } = await client.rest.actions.listWorkflowRunsForRepo(list);
      return { data: data.workflow_runs, headers };
    },
    instantOf: ({ created_at }) => created_at,
  });
  for await (const { items, bound } of pages) {
    const reached = bound === Number.POSITIVE_INFINITY ? before : toIso(bound);
    yield { polled: items.map((run) => wrap.run(run, repository)), cursor: { since, top, before: reached } };
  }
}

/** How the runs and checks of some commits stand, which may have begun long before. */
export async function readCommitChecks(source: Source, shas: readonly string[]): Promise<Polled[]> {
  const { client, repo, repository } = source;
  const list = { ...repo, per_page: PAGE_SIZE };
  const read = await eachOf(shas, async (sha) => [
    ...(await orNothing(async () => {
      const { data } = await client.rest.actions.listWorkflowRunsForRepo({ ...list, head_sha: sha });
      return data.workflow_runs.map((run) => wrap.run(run, repository));
    })),
    ...(await orNothing(async () => {
      const { data } = await client.rest.checks.listForRef({ ...list, ref: sha });
      return data.check_runs.map((check) => wrap.checkRun(check, repository));
    })),
  ]);
  return read.flat();
}

async function orNothing(read: () => Promise<Polled[]>): Promise<Polled[]> {
  try {
    return await read();
  } catch (error) {
    if (isAnswered(error, NOT_SHOWN)) return [];
    throw error;
  }
}
