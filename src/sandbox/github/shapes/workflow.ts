import type { Run } from "../../world/model.ts";
import { nodeId, type Shape, stamp, WEB } from "./account.ts";
import { repoUrl } from "./repository.ts";

export const WORKFLOW_ID = 9_001;

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
