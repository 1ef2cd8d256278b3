import type { Commit, Deployment, DeploymentStatus, Release, Repo, Run } from "../../world/model.ts";
import { nodeId, repoUrl, type Shape, stamp, type Users, WEB } from "./account.ts";
import type { Setting } from "./pull.ts";

const WORKFLOW_ID = 9_001;

/** A commit as the REST interface gives it. */
export function toCommit(repo: Repo, commit: Commit, users: Users): Shape {
  const url = `${repoUrl(repo)}/commits/${commit.sha}`;
  const page = `${WEB}/${repo.fullName}/commit/${commit.sha}`;
  const who = { name: commit.author, email: `${commit.author}@acme.example`, date: stamp(commit.at) };
  const parent = { sha: commit.parent, url: `${repoUrl(repo)}/commits/${commit.parent}` };
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.at.getTime()),
    url,
    html_url: page,
    comments_url: `${url}/comments`,
    commit: {
      author: who,
      committer: who,
      message: commit.message,
      tree: { sha: commit.sha, url: `${repoUrl(repo)}/git/trees/${commit.sha}` },
      url: `${repoUrl(repo)}/git/commits/${commit.sha}`,
      comment_count: 0,
    },
    author: users(commit.author),
    committer: users(commit.author),
    parents: [{ ...parent, html_url: `${WEB}/${repo.fullName}/commit/${commit.parent}` }],
  };
}

/** A commit as pushes bring it. */
export function toPushedCommit(repo: Repo, commit: Commit): Shape {
  const who = { name: commit.author, email: `${commit.author}@acme.example`, username: commit.author };
  return {
    id: commit.sha,
    tree_id: commit.sha,
    distinct: true,
    message: commit.message,
    timestamp: stamp(commit.at),
    url: `${WEB}/${repo.fullName}/commit/${commit.sha}`,
    author: { ...who, date: stamp(commit.at) },
    committer: { ...who, date: stamp(commit.at) },
    added: [],
    removed: [],
    modified: [],
  };
}

export function toRun(run: Run, { users, repository }: Setting): Shape {
  const url = `${repoUrl(run.repo)}/actions/runs/${run.id}`;
  const who = { name: run.actor, email: `${run.actor}@acme.example` };
  const links = ["jobs", "logs", "artifacts", "cancel", "rerun"].map((name) => [`${name}_url`, `${url}/${name}`]);
  return {
    id: run.id,
    node_id: nodeId("WorkflowRun", run.id),
    name: run.name,
    path: `.github/workflows/${run.name.toLowerCase()}.yml`,
    display_title: run.title,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: "completed",
    conclusion: run.conclusion,
    workflow_id: WORKFLOW_ID,
    check_suite_id: run.id,
    check_suite_node_id: nodeId("CheckSuite", run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    url,
    html_url: `${WEB}/${run.repo.fullName}/actions/runs/${run.id}`,
    ...Object.fromEntries(links),
    check_suite_url: `${repoUrl(run.repo)}/check-suites/${run.id}`,
    workflow_url: `${repoUrl(run.repo)}/actions/workflows/${WORKFLOW_ID}`,
    previous_attempt_url: null,
    pull_requests: [],
    actor: users(run.actor),
    triggering_actor: users(run.actor),
    created_at: stamp(run.startedAt),
    run_started_at: stamp(run.startedAt),
    updated_at: stamp(run.finishedAt),
    head_commit: {
      id: run.sha,
      tree_id: run.sha,
      message: run.title,
      timestamp: stamp(run.startedAt),
      author: who,
      committer: who,
    },
    repository: repository(run.repo.fullName),
    head_repository: repository(run.repo.fullName),
    referenced_workflows: [],
  };
}

export function toWorkflow(run: Run): Shape {
  const path = `.github/workflows/${run.name.toLowerCase()}.yml`;
  const page = `${WEB}/${run.repo.fullName}/actions/workflows/${run.name}`;
  return {
    id: WORKFLOW_ID,
    node_id: nodeId("Workflow", WORKFLOW_ID),
    name: run.name,
    path,
    state: "active",
    created_at: stamp(run.repo.createdAt),
    updated_at: stamp(run.repo.createdAt),
    url: `${repoUrl(run.repo)}/actions/workflows/${WORKFLOW_ID}`,
    html_url: page,
    badge_url: `${page}/badge.svg`,
  };
}

export function toCheckRun(run: Run): Shape {
  const url = `${repoUrl(run.repo)}/check-runs/${run.id}`;
  const page = `${WEB}/${run.repo.fullName}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId("CheckRun", run.id),
    name: run.name,
    head_sha: run.sha,
    external_id: "",
    url,
    html_url: page,
    details_url: page,
    status: "completed",
    conclusion: run.conclusion,
    started_at: stamp(run.startedAt),
    completed_at: stamp(run.finishedAt),
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.id },
    app: null,
    pull_requests: [],
  };
}

export function toDeployment(deployment: Deployment, users: Users): Shape {
  const url = `${repoUrl(deployment.repo)}/deployments/${deployment.id}`;
  return {
    id: deployment.id,
    node_id: nodeId("Deployment", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: "deploy",
    payload: { branch: "main" },
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    creator: users(deployment.creator),
    created_at: stamp(deployment.createdAt),
    updated_at: stamp(deployment.updatedAt),
    url,
    statuses_url: `${url}/statuses`,
    repository_url: repoUrl(deployment.repo),
    transient_environment: false,
    production_environment: deployment.environment === "production",
    performed_via_github_app: null,
  };
}

export function toDeploymentStatus(deployment: Deployment, status: DeploymentStatus, users: Users): Shape {
  const url = `${repoUrl(deployment.repo)}/deployments/${deployment.id}`;
  return {
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: users(deployment.creator),
    description: "",
    environment: deployment.environment,
    target_url: "",
    created_at: stamp(status.at),
    updated_at: stamp(status.at),
    url: `${url}/statuses/${status.id}`,
    deployment_url: url,
    repository_url: repoUrl(deployment.repo),
    environment_url: "",
    log_url: "",
    performed_via_github_app: null,
  };
}

export function toRelease(release: Release, users: Users): Shape {
  const url = `${repoUrl(release.repo)}/releases/${release.id}`;
  const page = `${WEB}/${release.repo.fullName}/releases/tag/${release.tag}`;
  return {
    id: release.id,
    node_id: nodeId("Release", release.id),
    tag_name: release.tag,
    target_commitish: "main",
    name: release.tag,
    body: "",
    draft: false,
    prerelease: false,
    immutable: false,
    created_at: stamp(release.at),
    published_at: stamp(release.at),
    updated_at: stamp(release.at),
    author: users(release.author),
    assets: [],
    url,
    html_url: page,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: `${url}/tarball`,
    zipball_url: `${url}/zipball`,
  };
}
