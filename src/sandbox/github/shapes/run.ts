import type { Run } from "../../world/model.ts";
import { nodeId, type Shape, stamp, WEB } from "./account.ts";
import type { Setting } from "./pull.ts";
import { repoUrl } from "./repository.ts";
import { WORKFLOW_ID } from "./workflow.ts";

/** A run of which nobody knows yet how it will end. */
export function toRunning(run: Run, setting: Setting): Shape {
  return { ...toRun(run, setting), status: "in_progress", conclusion: null, updated_at: stamp(run.startedAt) };
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
