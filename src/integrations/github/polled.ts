/**
 * What the REST interface answers, wrapped as webhooks bring the same things, so that one reading of them serves both.
 */
export interface Polled {
  event: string;
  payload: unknown;
}

/** The repository object that every payload carries. */
type Repository = unknown;

export const wrap = {
  pull: (pull_request: unknown, repository: Repository): Polled => ({
    event: "pull_request",
    payload: { action: "polled", pull_request, repository },
  }),

  /** The interface writes states in capitals, webhooks do not. */
  review(review: { state: string }, pull_request: unknown, repository: Repository): Polled {
    const state = review.state.toLowerCase();
    const action = state === "dismissed" ? "dismissed" : "submitted";
    return {
      event: "pull_request_review",
      payload: { action, review: { ...review, state }, pull_request, repository },
    };
  },

  commit: (commit: unknown, number: number, repository: Repository): Polled => ({
    event: "pull_request_commit",
    payload: { number, commit, repository },
  }),

  /** What is not there any more; `number` is null for the repository itself. */
  gone: (number: number | null, moved_to: string | null, repository: Repository): Polled => ({
    event: "gone",
    payload: { number, moved_to, repository },
  }),

  issue: (issue: unknown, repository: Repository): Polled => ({
    event: "issues",
    payload: { action: "polled", issue, repository },
  }),

  issueComment(comment: { issue_url: string; html_url?: string }, repository: Repository): Polled {
    const isOnPull = comment.html_url?.includes("/pull/") ?? false;
    const issue = { number: numberIn(comment.issue_url), ...(isOnPull && { pull_request: {} }) };
    return { event: "issue_comment", payload: { action: "created", comment, issue, repository } };
  },

  reviewComment(comment: { pull_request_url: string }, repository: Repository): Polled {
    const pull_request = { number: numberIn(comment.pull_request_url) };
    return { event: "pull_request_review_comment", payload: { action: "created", comment, pull_request, repository } };
  },

  deployment: (deployment: unknown, repository: Repository): Polled => ({
    event: "deployment",
    payload: { action: "created", deployment, repository },
  }),

  deploymentStatus: (deployment_status: unknown, deployment: unknown, repository: Repository): Polled => ({
    event: "deployment_status",
    payload: { action: "created", deployment_status, deployment, repository },
  }),

  run: (workflow_run: { status?: string | null }, repository: Repository): Polled => ({
    event: "workflow_run",
    payload: { action: workflow_run.status ?? "completed", workflow_run, repository },
  }),

  checkRun: (check_run: { status: string }, repository: Repository): Polled => ({
    event: "check_run",
    payload: { action: check_run.status, check_run, repository },
  }),
};

function numberIn(url: string): number {
  return Number(url.split("/").at(-1));
}
