import type { Repo } from "../../world/model.ts";
import { isPull, type Thread } from "../../world/work.ts";
import { nodeId, orNull, type Shape, stamp, type Users, WEB } from "./account.ts";
import { reactions } from "./comment.ts";
import { repoUrl } from "./repository.ts";

const LABEL_COLOR = "5319e7";

export function toLabels(repo: Repo, names: readonly string[]): Shape[] {
  return names.map((name, index) => ({
    id: repo.id * 100 + index,
    node_id: nodeId("Label", repo.id * 100 + index),
    url: `${repoUrl(repo)}/labels/${encodeURIComponent(name)}`,
    name,
    color: LABEL_COLOR,
    default: false,
    description: "",
  }));
}

/** Pull requests are issues, too, and say so in `pull_request`. */
export function toIssue(thread: Thread, users: Users): Shape {
  const { repo, number } = thread;
  const api = `${repoUrl(repo)}/issues/${number}`;
  const page = `${WEB}/${repo.fullName}/${isPull(thread) ? "pull" : "issues"}/${number}`;
  return {
    id: thread.id,
    node_id: nodeId("Issue", thread.id),
    number,
    title: thread.title,
    body: thread.body,
    user: users(thread.author),
    labels: toLabels(repo, thread.labels),
    state: thread.state,
    state_reason: thread.state === "closed" && !isPull(thread) ? "completed" : null,
    locked: false,
    active_lock_reason: null,
    assignee: orNull(thread.assignees[0] ?? null, users),
    assignees: thread.assignees.map(users),
    milestone: null,
    comments: thread.comments.filter(({ path }) => path === null).length,
    created_at: stamp(thread.createdAt),
    updated_at: stamp(thread.updatedAt),
    closed_at: orNull(thread.closedAt, stamp),
    author_association: "MEMBER",
    url: api,
    html_url: page,
    repository_url: repoUrl(repo),
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    events_url: `${api}/events`,
    timeline_url: `${api}/timeline`,
    reactions: reactions(api),
    ...(isPull(thread) && { draft: thread.isDraft, pull_request: pullLinks(page, `${repoUrl(repo)}/pulls/${number}`) }),
  };
}

/** An issue read by itself, which also names who closed it. */
export function toWholeIssue(thread: Thread, users: Users): Shape {
  return { ...toIssue(thread, users), closed_by: null };
}

function pullLinks(page: string, api: string): Shape {
  return { url: api, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: null };
}
