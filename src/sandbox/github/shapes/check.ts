import type { Run } from "../../world/model.ts";
import { nodeId, type Shape, stamp, WEB } from "./account.ts";
import { repoUrl } from "./repository.ts";

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

/** One of which nobody knows yet how it will end. */
export function toRunningCheck(run: Run): Shape {
  return { ...toCheckRun(run), status: "in_progress", conclusion: null, completed_at: null };
}
