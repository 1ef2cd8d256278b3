import type { Repo } from "./model.ts";
import { type Scribe, touch } from "./scribe.ts";
import type { Commit, Pull, Review, ReviewState } from "./work.ts";

const HOUR_MS = 3_600_000;
const SLUG_MAX = 40;

export interface NewPull {
  repo: Repo;
  title: string;
  author: string;
  at: Date;
  ticket?: string | null;
  isDraft?: boolean;
  labels?: string[];
  reviewers?: string[];
  /** Of the head branch; made of ticket and title when it is missing. */
  branch?: string;
  body?: string;
  lines?: number;
}

export function openPull(scribe: Scribe, { repo, title, author, at, ...given }: NewPull): Pull {
  const lines = given.lines ?? scribe.random.between(6, 420);
  const firstCommitAt = new Date(at.getTime() - scribe.random.between(1, 30) * HOUR_MS);
  const commit = makeCommit(scribe, { parent: repo.headSha, message: title, author, at: firstCommitAt });
  const pull: Pull = {
    id: scribe.nextId(),
    repo,
    number: scribe.nextNumber(repo),
    title,
    body: given.body ?? `## Why\n\n${title}.\n\n## How\n\nSmall steps, each with a test.`,
    author,
    labels: given.labels ?? [],
    assignees: [],
    state: "open",
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    comments: [],
    isDraft: given.isDraft ?? false,
    head: { ref: given.branch ?? branchName(title, given.ticket ?? null), sha: commit.sha },
    base: { ref: "main", sha: repo.headSha },
    commits: [commit],
    reviews: [],
    requestedReviewers: given.reviewers ?? [],
    mergedAt: null,
    mergedBy: null,
    mergeSha: null,
    additions: Math.ceil(lines * 0.7),
    deletions: Math.floor(lines * 0.3),
    changedFiles: Math.max(1, Math.round(lines / 35)),
  };
  scribe.state.pulls.push(pull);
  scribe.tell({ kind: "pull_request", action: "opened", pull, sender: author, at });
  return pull;
}

export function pushCommit(scribe: Scribe, pull: Pull, at: Date): Commit {
  const before = pull.head.sha;
  const message = scribe.random.pick(["Address review", "Add a test", "Rename for clarity", "Fix the edge case"]);
  const commit = makeCommit(scribe, { parent: before, message, author: pull.author, at });
  pull.commits.push(commit);
  pull.head.sha = commit.sha;
  pull.additions += scribe.random.between(1, 30);
  touch(pull, at);
  const sender = pull.author;
  scribe.tell({ kind: "push", repo: pull.repo, ref: pull.head.ref, before, commits: [commit], sender, at });
  scribe.tell({ kind: "pull_request", action: "synchronize", pull, before, sender, at });
  return commit;
}

export interface NewReview {
  author: string;
  state: ReviewState;
  at: Date;
  body?: string | null;
}

export function reviewPull(scribe: Scribe, pull: Pull, { author, state, at, body = null }: NewReview): Review {
  const review: Review = { id: scribe.nextId(), author, state, body, at, commit: pull.head.sha };
  pull.reviews.push(review);
  pull.requestedReviewers = pull.requestedReviewers.filter((login) => login !== author);
  touch(pull, at);
  scribe.tell({ kind: "pull_request_review", pull, review, sender: author, at });
  return review;
}

/** A squash merge: one commit on the default branch. */
export function mergePull(scribe: Scribe, pull: Pull, { by, at }: { by: string; at: Date }): Commit {
  const { repo } = pull;
  const before = repo.headSha;
  const message = `${pull.title} (#${pull.number})`;
  const commit = makeCommit(scribe, { parent: before, message, author: pull.author, at });
  scribe.state.mainline.get(repo.fullName)?.push(commit);
  repo.headSha = commit.sha;
  pull.mergeSha = commit.sha;
  pull.mergedAt = at;
  pull.mergedBy = by;
  endPull(scribe, pull, { by, at });
  scribe.tell({ kind: "push", repo, ref: "main", before, commits: [commit], sender: by, at });
  return commit;
}

export function endPull(scribe: Scribe, pull: Pull, { by, at }: { by: string; at: Date }): void {
  pull.state = "closed";
  pull.closedAt = at;
  touch(pull, at);
  scribe.tell({ kind: "pull_request", action: "closed", pull, sender: by, at });
}

export function readyPull(scribe: Scribe, pull: Pull, at: Date): void {
  pull.isDraft = false;
  touch(pull, at);
  scribe.tell({ kind: "pull_request", action: "ready_for_review", pull, sender: pull.author, at });
}

function makeCommit(scribe: Scribe, { parent, message, author, at }: Omit<Commit, "sha">): Commit {
  return { sha: scribe.random.hex(40), parent, message, author, at };
}

function branchName(title: string, ticket: string | null): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${ticket ? `${ticket}-` : ""}${words}`.slice(0, SLUG_MAX).replace(/-$/, "");
}
