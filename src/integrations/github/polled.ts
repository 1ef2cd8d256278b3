/**
 * What the REST interface answers, in the form in which webhooks bring the same things, so that one reading of them serves
 * both. The delivery id names the thing and its version: what was polled before is recognised.
 */

export interface Delivery {
  delivery: string;
  event: string;
  /** When the vendor says it happened; a poll has no other arrival that would mean anything. */
  received_at: string;
  payload: unknown;
}

interface Dated {
  id: number;
  updated_at?: string | null;
  created_at?: string | null;
}

function polled(kind: string, { id, updated_at, created_at }: Dated, payload: unknown): Delivery {
  const at = updated_at ?? created_at ?? new Date(0).toISOString();
  return { delivery: `poll:${kind}:${id}:${at}`, event: kind, received_at: at, payload };
}

export const toDeliveries = {
  pull: (pull: Dated, repository: unknown) =>
    polled("pull_request", pull, { action: "polled", pull_request: pull, repository }),

  /** A review has one date, and a state that changes without one when it is dismissed. */
  review(review: { id: number; state: string; submitted_at?: string }, pull: unknown, repository: unknown): Delivery {
    const at = review.submitted_at ?? new Date(0).toISOString();
    const state = review.state.toLowerCase();
    const action = state === "dismissed" ? "dismissed" : "submitted";
    return {
      delivery: `poll:pull_request_review:${review.id}:${at}:${state}`,
      event: "pull_request_review",
      received_at: at,
      payload: { action, review: { ...review, state }, pull_request: pull, repository },
    };
  },

  issue: (issue: Dated, repository: unknown) => polled("issues", issue, { action: "polled", issue, repository }),

  issueComment(comment: Dated & { issue_url: string; html_url?: string }, repository: unknown): Delivery {
    const isOnPull = comment.html_url?.includes("/pull/") ?? false;
    const issue = { number: numberIn(comment.issue_url), ...(isOnPull && { pull_request: {} }) };
    return polled("issue_comment", comment, { action: "created", comment, issue, repository });
  },

  reviewComment(comment: Dated & { pull_request_url: string }, repository: unknown): Delivery {
    const pull_request = { number: numberIn(comment.pull_request_url) };
    return polled("pull_request_review_comment", comment, { action: "created", comment, pull_request, repository });
  },

  deployment: (deployment: Dated, repository: unknown) =>
    polled("deployment", deployment, { action: "created", deployment, repository }),

  deploymentStatus: (deployment_status: Dated, deployment: unknown, repository: unknown) =>
    polled("deployment_status", deployment_status, { action: "created", deployment_status, deployment, repository }),

  run: (workflow_run: Dated, repository: unknown) =>
    polled("workflow_run", workflow_run, { action: "completed", workflow_run, repository }),
};

function numberIn(url: string): number {
  return Number(url.split("/").at(-1));
}
