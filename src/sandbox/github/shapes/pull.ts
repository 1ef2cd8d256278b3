import type { Pull, Review } from "../../world/work.ts";
import { nodeId, orNull, type Shape, stamp, type Users } from "./account.ts";
import { toLabels } from "./issue.ts";
import { linksOf, toLinks, urlsOf } from "./pull-links.ts";

export interface Setting {
  users: Users;
  repository(fullName: string): Shape;
}

/** A pull request as lists show it. */
export function toPullSimple(pull: Pull, setting: Setting): Shape {
  const { users } = setting;
  const { url, api } = urlsOf(pull);
  return {
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body,
    user: users(pull.author),
    labels: toLabels(pull.repo, pull.labels),
    milestone: null,
    assignee: null,
    assignees: pull.assignees.map(users),
    requested_reviewers: pull.requestedReviewers.map(users),
    requested_teams: [],
    created_at: stamp(pull.createdAt),
    updated_at: stamp(pull.updatedAt),
    closed_at: orNull(pull.closedAt, stamp),
    merged_at: orNull(pull.mergedAt, stamp),
    merge_commit_sha: pull.mergeSha,
    draft: pull.isDraft,
    head: toEnd(pull.head, setting, pull),
    base: toEnd(pull.base, setting, pull),
    author_association: "MEMBER",
    auto_merge: null,
    active_lock_reason: null,
    html_url: url,
    ...linksOf(pull, api),
    _links: toLinks(pull),
  };
}

/** A pull request read by itself, or as webhooks bring it. */
export function toPull(pull: Pull, setting: Setting): Shape {
  const isOpen = pull.state === "open";
  return {
    ...toPullSimple(pull, setting),
    merged: pull.mergedAt !== null,
    mergeable: isOpen ? true : null,
    rebaseable: isOpen ? true : null,
    mergeable_state: isOpen ? "clean" : "unknown",
    merged_by: orNull(pull.mergedBy, setting.users),
    comments: pull.comments.filter(({ path }) => path === null).length,
    review_comments: pull.comments.filter(({ path }) => path !== null).length,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions: pull.additions,
    deletions: pull.deletions,
    changed_files: pull.changedFiles,
  };
}

/** The state is in capitals here and in small letters in webhooks. */
export function toReview(pull: Pull, review: Review, users: Users): Shape {
  const { url, api } = urlsOf(pull);
  const page = `${url}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: users(review.author),
    body: review.body ?? "",
    state: review.state.toUpperCase(),
    html_url: page,
    pull_request_url: api,
    author_association: "MEMBER",
    _links: { html: { href: page }, pull_request: { href: api } },
    submitted_at: stamp(review.at),
    commit_id: review.commit,
  };
}

function toEnd({ ref, sha }: Pull["head"], { users, repository }: Setting, { repo, author }: Pull): Shape {
  const home = repository(repo.fullName);
  return { label: `${repo.owner}:${ref}`, ref, sha, user: users(author), repo: home };
}
