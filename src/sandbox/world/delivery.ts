import type { Conclusion, Deployment, Repo, Run } from "./model.ts";
import type { Scribe } from "./scribe.ts";

const MINUTE_MS = 60_000;

const DEPLOY_MS = 7 * MINUTE_MS;

export interface NewRun {
  repo: Repo;
  name: string;
  event: Run["event"];
  branch: string;
  sha: string;
  title: string;
  actor: string;
  conclusion: Conclusion;
  startedAt: Date;
  finishedAt: Date;
}

/** A workflow that has finished. Its check on the commit is told as well when somebody could act on it. */
export function finishRun(scribe: Scribe, given: NewRun): Run {
  const { state } = scribe;
  const run: Run = { ...given, id: scribe.nextId(), number: state.runs.length + 1 };
  state.runs.push(run);
  scribe.tell({ kind: "workflow_run", run, sender: given.actor, at: given.finishedAt });
  if (given.event === "pull_request") {
    scribe.tell({ kind: "check_run", run, sender: given.actor, at: given.finishedAt });
  }
  return run;
}

export interface NewDeployment {
  repo: Repo;
  creator: string;
  at: Date;
  conclusion: Conclusion;
  /** Seven minutes later when it is missing. */
  finishedAt?: Date;
}

/** A tag, a deployment of it to production, its outcome, and a release when it went well. */
export function deploy(scribe: Scribe, given: NewDeployment): Deployment {
  const { state } = scribe;
  const { repo, creator, at, conclusion, finishedAt = new Date(at.getTime() + DEPLOY_MS) } = given;
  const tag = nextTag(scribe, repo);
  const sha = repo.headSha;
  scribe.tell({ kind: "create", repo, tag, sender: creator, at });
  const deployment: Deployment = {
    id: scribe.nextId(),
    repo,
    sha,
    ref: tag,
    environment: "production",
    creator,
    createdAt: at,
    updatedAt: at,
    statuses: [],
  };
  state.deployments.push(deployment);
  scribe.tell({ kind: "deployment", deployment, sender: creator, at });
  finishDeployment(scribe, deployment, { state: conclusion, at: finishedAt });
  if (conclusion === "success") {
    const release = { id: scribe.nextId(), repo, tag, sha, author: creator, at: finishedAt };
    state.releases.push(release);
    scribe.tell({ kind: "release", release, sender: creator, at: finishedAt });
  }
  return deployment;
}

function finishDeployment(
  scribe: Scribe,
  deployment: Deployment,
  { state, at }: { state: Conclusion; at: Date },
): void {
  const status = { id: scribe.nextId(), state, at };
  deployment.statuses.push(status);
  deployment.updatedAt = at;
  scribe.tell({ kind: "deployment_status", deployment, status, sender: deployment.creator, at });
}

function nextTag({ state }: Scribe, repo: Repo): string {
  const count = state.deployments.filter((deployment) => deployment.repo === repo).length;
  return `v${2 + Math.floor(count / 20)}.${count % 20}.0`;
}
