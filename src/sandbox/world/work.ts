import type { Repo } from "./model.ts";

export interface Commit {
  sha: string;
  parent: string;
  message: string;
  author: string;
  at: Date;
}

export type ReviewState = "approved" | "changes_requested" | "commented";

export interface Review {
  id: number;
  author: string;
  state: ReviewState;
  body: string | null;
  at: Date;
  commit: string;
}

export interface Comment {
  id: number;
  number: number;
  author: string;
  body: string;
  at: Date;
  /** Set for a comment on a line of a pull request. */
  path: string | null;
}

/** An issue, or what a pull request shares with one. */
export interface Thread {
  id: number;
  repo: Repo;
  number: number;
  title: string;
  body: string;
  author: string;
  labels: string[];
  assignees: string[];
  state: "open" | "closed";
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  comments: Comment[];
}

export interface Pull extends Thread {
  isDraft: boolean;
  head: { ref: string; sha: string };
  base: { ref: string; sha: string };
  commits: Commit[];
  reviews: Review[];
  requestedReviewers: string[];
  mergedAt: Date | null;
  mergedBy: string | null;
  mergeSha: string | null;
  additions: number;
  deletions: number;
  changedFiles: number;
}

export function isPull(thread: Thread): thread is Pull {
  return "head" in thread;
}
