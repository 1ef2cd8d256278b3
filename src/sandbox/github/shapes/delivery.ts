import type { Deployment, DeploymentStatus, Release } from "../../world/model.ts";
import { nodeId, type Shape, stamp, type Users, WEB } from "./account.ts";
import { repoUrl } from "./repository.ts";

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
