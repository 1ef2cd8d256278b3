import type { Deployment, DeploymentStatus, Release, Repo, Run } from "./model.ts";
import type { Comment, Commit, Pull, Review, Thread } from "./work.ts";

/** Something that just happened, naming what it happened to. */
export type Happening = { at: Date; sender: string } & (
  | { kind: "pull_request"; action: PullAction; pull: Pull; before?: string }
  | ({ kind: "pull_request_marked"; pull: Pull } & Marked)
  | { kind: "pull_request_review"; pull: Pull; review: Review }
  | { kind: "push"; repo: Repo; ref: string; before: string; commits: Commit[] }
  | { kind: "workflow_run"; run: Run }
  | { kind: "check_run"; run: Run }
  | { kind: "issues"; action: "opened" | "closed" | "reopened"; issue: Thread }
  | { kind: "issue_comment"; thread: Thread; comment: Comment }
  | { kind: "pull_request_review_comment"; pull: Pull; comment: Comment }
  | { kind: "create"; repo: Repo; tag: string }
  | { kind: "deployment"; deployment: Deployment }
  | { kind: "deployment_status"; deployment: Deployment; status: DeploymentStatus }
  | { kind: "release"; release: Release }
);

/** What was put on a pull request, or taken off. */
export type Marked =
  | { action: "labeled" | "unlabeled"; label: string }
  | { action: "assigned" | "unassigned" | "review_requested" | "review_request_removed"; login: string };

type PullAction = "opened" | "synchronize" | "closed" | "ready_for_review";
