import type { Run } from "../../world/model.ts";
import { nodeId, type Shape, stamp, WEB } from "./account.ts";
import type { Setting } from "./pull.ts";
import { repoUrl } from "./repository.ts";

const WORKFLOW_ID = 9_001;

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
