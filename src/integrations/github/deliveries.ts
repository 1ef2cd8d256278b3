import type { z } from "zod";
import type { CheckConclusion, EventOf } from "#domain/events";
import { cleanText } from "#lib/text";
import type { Mapped } from "../conclude.ts";
import { type Mapping, toActor, toRepo } from "./mapping.ts";
import type { DeploymentPayload, IssuePayload, PushPayload, ReleasePayload, Run, StatusPayload } from "./payloads.ts";
import { namesOf } from "./payloads.ts";

const SUBJECT_LENGTH_MAX = 200;
const SUBJECTS_MAX = 50;
const BODY_READ_MAX = 20_000;
const INCIDENT_LABEL = "incident";

export function fromPush(payload: z.output<typeof PushPayload>, mapping: Mapping): Mapped {
  const repo = toRepo(payload.repository);
  const at = pushedAt(payload) ?? mapping.receivedAt;
  const branch = payload.ref.replace(/^refs\/(heads|tags)\//, "");
  const subject = `${repo}:${branch}`;
  // A tag is told by its release, and what deletes a branch brings nothing.
  if (!payload.ref.startsWith("refs/heads/") || /^0+$/.test(payload.after)) {
    return { subject, at, key: payload.after, normalised: null };
  }
  const subjects = (payload.commits ?? []).slice(-SUBJECTS_MAX).map(({ message }) => firstLine(message ?? ""));
  const shas = (payload.commits ?? []).slice(-SUBJECTS_MAX).flatMap(({ id }) => id ?? []);
  const { before, after, sender } = payload;
  const normalised: EventOf<"push"> = {
    kind: "push",
    repo,
    branch,
    at,
    before,
    after,
    pusher: toActor(sender, mapping),
    subjects,
    shas,
  };
  return { subject, at, key: after, normalised };
}

export function fromRun(run: Run, repository: { full_name: string }): Mapped {
  const repo = toRepo(repository);
  const startedAt = run.run_started_at ?? run.started_at ?? run.created_at ?? null;
  const at = run.completed_at ?? run.updated_at ?? startedAt;
  const subject = `${repo}@${run.head_sha}`;
  const id = run.run_attempt ? `${run.id}.${run.run_attempt}` : run.id;
  if (at === null) return { subject, at, key: id, normalised: null };
  const conclusion = toConclusion(run.conclusion);
  const name = run.name ?? run.app?.name ?? "checks";
  const normalised = {
    kind: "check" as const,
    repo,
    id,
    sha: run.head_sha,
    name,
    conclusion,
    startedAt: startedAt ?? at,
    at,
  };
  return { subject, at, key: id, normalised };
}

export function fromStatus(payload: z.output<typeof StatusPayload>): Mapped {
  const repo = toRepo(payload.repository);
  const { id, sha, context: name, state, created_at: startedAt } = payload;
  const at = payload.updated_at ?? startedAt;
  const conclusion = state === "pending" ? null : state === "success" ? "success" : "failure";
  const normalised = {
    kind: "check" as const,
    repo,
    id: `status.${id}`,
    sha,
    name,
    conclusion,
    startedAt,
    at,
  } as const;
  return { subject: `${repo}@${sha}`, at, key: id, normalised };
}

export function fromDeployment(payload: z.output<typeof DeploymentPayload>, mapping: Mapping): Mapped {
  const { deployment, deployment_status: status } = payload;
  const repo = toRepo(payload.repository);
  const at = status?.created_at ?? deployment.created_at;
  const normalised: EventOf<"deployment"> = {
    kind: "deployment",
    repo,
    id: deployment.id,
    at,
    environment: deployment.environment.toLowerCase(),
    ref: deployment.ref,
    branch: branchOf(deployment.payload),
    sha: deployment.sha,
    creator: deployment.creator ? toActor(deployment.creator, mapping).person : null,
    url: status?.target_url || status?.log_url || "",
    createdAt: deployment.created_at,
    status: status ? { state: toStatus(status.state), at: status.created_at } : null,
  };
  return { subject: `${repo}/deployments/${deployment.id}`, at, key: status?.state ?? "created", normalised };
}

export function fromIssue(payload: z.output<typeof IssuePayload>, mapping: Mapping): Mapped {
  const { issue } = payload;
  const repo = toRepo(payload.repository);
  const subject = `${repo}#${issue.number}`;
  const at = issue.updated_at;
  // The issue behind a pull request is told by the pull request.
  if (issue.pull_request) return { subject, at, key: "", normalised: null };
  const labels = namesOf(issue.labels);
  const body = (issue.body ?? "").slice(0, BODY_READ_MAX);
  const core: EventOf<"issue">["core"] = {
    title: issue.title,
    url: issue.html_url ?? "",
    author: toActor(issue.user, mapping).person,
    state: issue.state === "closed" ? "closed" : "open",
    labels,
    assignees: namesOf(issue.assignees),
    isIncident: labels.some((label) => label.toLowerCase() === INCIDENT_LABEL),
    rootCause: readLine(body, /^root cause:[ \t]*(\S{1,100})/im),
    fixedIn: readLine(body, /^fixed (?:in|by):?[ \t]*(\S{1,100})/im),
    closedAt: issue.closed_at ?? null,
  };
  const normalised = { kind: "issue" as const, repo, number: issue.number, at, openedAt: issue.created_at, core };
  return { subject, at, key: "", normalised };
}

export function fromRelease(payload: z.output<typeof ReleasePayload>): Mapped {
  const { release } = payload;
  const repo = toRepo(payload.repository);
  const { tag_name: tag, name, html_url: url, prerelease: isPrerelease } = release;
  const at = release.published_at ?? release.created_at;
  const words = { name: name ?? tag, url: url ?? "", isPrerelease: isPrerelease ?? false };
  return { subject: `${repo}/releases/${tag}`, at, key: tag, normalised: { kind: "release", repo, tag, at, ...words } };
}

/** In seconds in a webhook, in ISO where the API speaks. */
function pushedAt({ repository, head_commit: head }: z.output<typeof PushPayload>): number | null {
  const { pushed_at: pushed } = repository;
  if (typeof pushed === "number") return pushed * 1_000;
  const parsed = typeof pushed === "string" ? Date.parse(pushed) : Number.NaN;
  return Number.isNaN(parsed) ? (head?.timestamp ?? null) : parsed;
}

export function firstLine(message: string): string {
  return cleanText(message.slice(0, SUBJECT_LENGTH_MAX).split("\n", 1)[0] ?? "", SUBJECT_LENGTH_MAX);
}

const FAILURES = new Set(["failure", "timed_out", "startup_failure", "action_required"]);

function toConclusion(conclusion: string | null | undefined): CheckConclusion | null {
  if (!conclusion) return null;
  if (FAILURES.has(conclusion)) return "failure";
  return conclusion === "success" ? "success" : "neutral";
}

/** "inactive" is said of a deployment that a newer one replaced, and neither ends nor takes back anything. */
function toStatus(state: string): "success" | "failure" | "pending" {
  if (state === "success") return "success";
  return state === "failure" || state === "error" ? "failure" : "pending";
}

function branchOf(payload: unknown): string | null {
  const branch = (payload as { branch?: unknown } | null)?.branch;
  return typeof branch === "string" ? cleanText(branch, 255) : null;
}

function readLine(body: string, pattern: RegExp): string | null {
  const [, value] = pattern.exec(body) ?? [];
  return value === undefined ? null : cleanText(value, 100);
}
