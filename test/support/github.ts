import type { NewEvent } from "#domain/events";
import { fromWebhook } from "#integrations/github/normalise";

/** Payloads in the shape of GitHub's webhooks, with what we read of them. */

export const REPOSITORY = { full_name: "Acme/API" };
export const ADA = { login: "Ada", type: "User" };
export const BEN = { login: "ben", type: "User" };

export function pull(change: Record<string, unknown> = {}) {
  return {
    number: 7,
    state: "open",
    title: "Add a cache",
    body: "Makes it faster.",
    draft: false,
    user: ADA,
    html_url: "https://git.example.com/acme/api/pull/7",
    created_at: "2026-11-18T09:00:00Z",
    updated_at: "2026-11-18T09:00:00Z",
    closed_at: null,
    merged_at: null,
    merge_commit_sha: null,
    head: { ref: "ACME-7-cache", sha: "c0ffee" },
    base: { ref: "main" },
    labels: [{ name: "speed" }],
    requested_reviewers: [BEN],
    additions: 8,
    deletions: 2,
    changed_files: 1,
    ...change,
  };
}

export function pullPayload(action: string, change: Record<string, unknown> = {}, sender: object = ADA) {
  return { action, number: 7, pull_request: pull(change), repository: REPOSITORY, sender };
}

export function reviewPayload(state: string, at: string, person: object = BEN, id = 1) {
  const review = { id, user: person, state, submitted_at: at };
  return { action: "submitted", review, pull_request: pull({ updated_at: at }), repository: REPOSITORY };
}

export function issuePayload(change: Record<string, unknown> = {}) {
  const issue = {
    number: 70,
    title: "Incident: logins fail",
    state: "open",
    body: "root cause: abc123\nfixed in v1.2.3",
    html_url: "https://git.example.com/acme/api/issues/70",
    user: ADA,
    labels: [{ name: "Incident" }],
    assignees: [BEN],
    created_at: "2026-11-18T09:00:00Z",
    updated_at: "2026-11-18T09:00:00Z",
    closed_at: null,
    ...change,
  };
  return { action: "opened", issue, repository: REPOSITORY };
}

export function deploymentPayload(id: number, status?: { state: string; created_at: string }) {
  const deployment = {
    id,
    sha: `sha${id}`,
    ref: `v${id}`,
    environment: "Production",
    created_at: "2026-11-18T09:00:00Z",
    creator: ADA,
    payload: { branch: "main" },
  };
  return { deployment, ...(status && { deployment_status: status }), repository: REPOSITORY };
}

export function runPayload(conclusion: string | null, at: string, change: Record<string, unknown> = {}) {
  const run = { id: 1, name: "CI", head_sha: "c0ffee", conclusion, created_at: "2026-11-18T09:00:00Z", updated_at: at };
  return { action: "completed", workflow_run: { ...run, ...change }, repository: REPOSITORY };
}

/** One commit of the pull request, as its list of commits shows it. */
export function commitPayload(sha: string, at: string, message = "ACME-9 Tune it\n\nIn detail.") {
  const who = { name: "Ada", email: "ada@acme.example", date: at };
  const commit = { message, author: { ...who, date: "2026-11-18T08:00:00Z" }, committer: who };
  return { number: 7, commit: { sha, commit, author: ADA, committer: null }, repository: REPOSITORY };
}

let deliveries = 0;

/** A delivery with a key of its own unless one is given. */
export function delivered(
  event: string,
  payload: unknown,
  options: { delivery?: string; receivedAt?: string } = {},
): NewEvent {
  const { delivery = `delivery ${deliveries++}`, receivedAt = "2026-11-20T10:00:00Z" } = options;
  const raw = Buffer.from(JSON.stringify(payload));
  return fromWebhook({ event, payload, raw, delivery, receivedAt: new Date(receivedAt) });
}
