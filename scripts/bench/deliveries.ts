// A year of webhooks of an invented company, for the benches: the same every time.

export interface Line {
  delivery: string;
  event: string;
  received_at: string;
  payload: Record<string, unknown>;
}

const REPOSITORIES = 50;
const YEAR_MS = 365 * 86_400_000;
/** In each repository the newest are open at the end, and of the older ones one in so many. */
const NEWEST_OPEN = 20;
const FORGOTTEN_EACH = 200;
export const END = new Date("2026-11-20T10:00:00Z");

/** About `count` deliveries, pull request after pull request, in the order in which they began. */
export function* makeLines(count: number): Generator<Line> {
  const pulls = Math.ceil(count / EVENTS_PER_PULL);
  for (let index = 0; index < pulls; index++) yield* makePull(index, pulls);
}

export function repositoryOf(index: number): string {
  return `acme/service-${index % REPOSITORIES}`;
}

/** Not all are reviewed, and not all are deployed. */
const EVENTS_PER_PULL = 5.8;

function* makePull(index: number, pulls: number): Generator<Line> {
  const started = END.getTime() - YEAR_MS + (index / pulls) * YEAR_MS;
  const isForgotten = numberOf(index) % FORGOTTEN_EACH === 0;
  const isOpen = isForgotten || index >= pulls - REPOSITORIES * NEWEST_OPEN;
  const at = (hours: number) => new Date(Math.min(started + hours * 3_600_000, END.getTime())).toISOString();
  const make = (event: string, hours: number, payload: object) => toLine(index, { event, at: at(hours), payload });
  const pull = (hours: number, change: object = {}) => toPull(index, { opened: at(0), updated: at(hours), change });
  const sender = person(index);

  yield make("pull_request", 0, { action: "opened", pull_request: pull(0), sender });
  yield make("workflow_run", 1, { action: "completed", workflow_run: toRun(index, at(1)) });
  yield make("pull_request", 2, { action: "synchronize", pull_request: pull(2), sender });
  yield make("push", 2, { ...toPush(index, at(2)), sender });
  const review = { id: index, user: person(index + 1), state: "approved", submitted_at: at(20) };
  if (index % 5 > 0) yield make("pull_request_review", 20, { action: "submitted", review, pull_request: pull(20) });
  const ended = { state: "closed", closed_at: at(30), merged_at: at(30), merge_commit_sha: sha(index, 2) };
  if (!isOpen) yield make("pull_request", 30, { action: "closed", pull_request: pull(30, ended), sender });
  if (index % 10 === 0) yield make("deployment_status", 31, toDeployment(index, at(31)));
}

function toLine(index: number, { event, at, payload }: { event: string; at: string; payload: object }): Line {
  const repository = { full_name: repositoryOf(index) };
  return { delivery: `${event}-${index}-${at}`, event, received_at: at, payload: { ...payload, repository } };
}

interface Moment {
  opened: string;
  updated: string;
  change: object;
}

function toPull(index: number, { opened, updated, change }: Moment): object {
  return {
    number: numberOf(index),
    state: "open",
    title: `Make part ${index} of the service faster`,
    body: "It was slow. ".repeat(20),
    draft: false,
    user: person(index),
    html_url: `https://git.example.com/${repositoryOf(index)}/pull/${index}`,
    created_at: opened,
    updated_at: updated,
    closed_at: null,
    merged_at: null,
    head: { ref: `ACME-${index}-faster`, sha: sha(index, 1) },
    base: { ref: "main" },
    labels: [{ name: "speed" }],
    requested_reviewers: [person(index + 1)],
    additions: index % 500,
    deletions: index % 100,
    changed_files: index % 20,
    ...change,
  };
}

function toRun(index: number, at: string): object {
  const conclusion = index % 7 === 0 ? "failure" : "success";
  return { id: index, name: "CI", head_sha: sha(index, 1), conclusion, created_at: at, updated_at: at };
}

function toPush(index: number, at: string): object {
  const commits = [{ message: `ACME-${index} faster`, timestamp: at }];
  return {
    ref: `refs/heads/ACME-${index}-faster`,
    before: sha(index, 0),
    after: sha(index, 1),
    commits,
    head_commit: commits[0],
  };
}

function toDeployment(index: number, at: string): object {
  const deployment = { id: index, sha: sha(index, 2), ref: `v${index}`, environment: "production", created_at: at };
  return { deployment, deployment_status: { state: index % 40 === 0 ? "failure" : "success", created_at: at } };
}

function numberOf(index: number): number {
  return Math.floor(index / REPOSITORIES) + 1;
}

function person(index: number): object {
  return { login: `dev${index % 200}`, type: "User" };
}

function sha(index: number, step: number): string {
  return `${index.toString(16).padStart(20, "0")}${step.toString(16).padStart(20, "0")}`;
}
