import { type Comment, isPull, type Thread } from "../../world/work.ts";
import { nodeId, type Shape, stamp, type Users, WEB } from "./account.ts";
import { repoUrl } from "./repository.ts";

/** Where in its file a comment stands: the world has no lines, so all of them stand on the first. */
const LINE = {
  position: 1,
  original_position: 1,
  line: 1,
  original_line: 1,
  start_line: null,
  original_start_line: null,
  side: "RIGHT",
  start_side: null,
  subject_type: "line",
};

export function toIssueComment(thread: Thread, comment: Comment, users: Users): Shape {
  const api = `${repoUrl(thread.repo)}/issues/comments/${comment.id}`;
  const kind = isPull(thread) ? "pull" : "issues";
  return {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url: api,
    html_url: `${WEB}/${thread.repo.fullName}/${kind}/${thread.number}#issuecomment-${comment.id}`,
    issue_url: `${repoUrl(thread.repo)}/issues/${thread.number}`,
    body: comment.body,
    user: users(comment.author),
    created_at: stamp(comment.at),
    updated_at: stamp(comment.at),
    author_association: "MEMBER",
    performed_via_github_app: null,
    reactions: reactions(api),
  };
}

/** A comment on a line. */
export function toReviewComment(thread: Thread, comment: Comment, users: Users): Shape {
  const api = `${repoUrl(thread.repo)}/pulls/comments/${comment.id}`;
  const page = `${WEB}/${thread.repo.fullName}/pull/${thread.number}#discussion_r${comment.id}`;
  const pull = `${repoUrl(thread.repo)}/pulls/${thread.number}`;
  const sha = isPull(thread) ? thread.head.sha : "";
  return {
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    pull_request_review_id: null,
    url: api,
    html_url: page,
    pull_request_url: pull,
    path: comment.path,
    diff_hunk: "@@ -1,3 +1,4 @@",
    ...LINE,
    commit_id: sha,
    original_commit_id: sha,
    body: comment.body,
    user: users(comment.author),
    created_at: stamp(comment.at),
    updated_at: stamp(comment.at),
    author_association: "MEMBER",
    _links: { self: { href: api }, html: { href: page }, pull_request: { href: pull } },
    reactions: reactions(api),
  };
}

export function reactions(api: string): Shape {
  const none = { "+1": 0, "-1": 0, laugh: 0, confused: 0, heart: 0, hooray: 0, eyes: 0, rocket: 0 };
  return { url: `${api}/reactions`, total_count: 0, ...none };
}
