import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { cleanText } from "#lib/text";
import { fromDeployment, fromIssue, fromPush, fromRelease, fromRun, fromStatus } from "./deliveries.ts";
import { fromGone, fromLeavingIssue, fromRepository, isDeparture } from "./departures.ts";
import type { Mapped, Mapping } from "./mapping.ts";
import * as payloads from "./payloads.ts";
import { fromCommit, fromIssueComment, fromPullRequest, fromReview, fromReviewComment } from "./pull-requests.ts";

/** A clock may be ahead of ours by this much before we stop believing it. */
const AHEAD_MS_MAX = 15 * 60_000;
const KIND_LENGTH_MAX = 100;
const PROBLEM_LENGTH_MAX = 300;
const NO_BOTS: ReadonlySet<string> = new Set();

/** Something GitHub told us: a webhook, or an object read from the API and wrapped as a webhook would show it. */
export interface Told {
  /**
   * The webhook's name (`pull_request`), or what no webhook tells: `pull_request_commit` for one commit of a pull request's
   * list, `gone` for what a reading no longer found.
   */
  event: string;
  payload: unknown;
  receivedAt: Date;
  bots?: ReadonlySet<string>;
}

export type Normalised = Pick<NewEvent, "kind" | "subject" | "occurredAt" | "normalised" | "problem">;

/**
 * Reads what we fold out of a payload. What is of no kind we know comes back without a normalised event, and what is of
 * one but makes no sense with a problem besides: both are stored, and neither throws.
 */
export function normalise(told: Told): Normalised {
  return conclude(told, read(told));
}

function conclude(told: Told, { mapped, problem }: ReturnType<Read>): Normalised {
  const kind = kindOf(told);
  const receivedAt = told.receivedAt.getTime();
  const at = mapped?.at ?? receivedAt;
  const known = { kind, subject: mapped?.subject ?? null, ...(problem !== undefined && { problem }) };
  const normalised = mapped?.normalised ?? null;
  const latest = receivedAt + AHEAD_MS_MAX;
  if (at <= latest) return { ...known, occurredAt: new Date(at), normalised };
  const suspect = normalised ? { ...setBack(normalised, receivedAt), isClockSuspect: true } : null;
  return { ...known, occurredAt: told.receivedAt, normalised: suspect };
}

/** A webhook's delivery as an event. */
export function fromWebhook(told: Told & { delivery: string; raw: Buffer }): NewEvent {
  const { delivery, receivedAt, raw } = told;
  return { source: "github", delivery, receivedAt, payload: raw, ...normalise(told) };
}

/**
 * An object read from the API as an event. Its key says which state of the object this is, so reading the same state
 * again changes nothing.
 */
export function fromPoll(told: Told): NewEvent {
  const found = read(told);
  const normalised = conclude(told, found);
  const id = [found.mapped?.subject ?? "unknown", found.mapped?.key].filter(Boolean).join("/");
  const delivery = `poll:${told.event}:${id}:${normalised.occurredAt.toISOString()}`;
  const payload = Buffer.from(JSON.stringify(told.payload));
  return { source: "github", delivery, receivedAt: told.receivedAt, payload, ...normalised };
}

type Read = (payload: unknown, mapping: Mapping) => { mapped?: Mapped; problem?: string };

const READERS = new Map<string, Read>([
  ["pull_request", reader(payloads.PullRequestPayload, fromPullRequest)],
  ["pull_request_review", reader(payloads.ReviewPayload, fromReview)],
  ["pull_request_review_comment", reader(payloads.ReviewCommentPayload, fromReviewComment)],
  ["pull_request_commit", reader(payloads.CommitPayload, fromCommit)],
  ["issue_comment", reader(payloads.IssueCommentPayload, fromIssueComment)],
  [
    "issues",
    reader(payloads.IssuePayload, (it, mapping) =>
      (isDeparture(it.action) ? fromLeavingIssue : fromIssue)(it, mapping),
    ),
  ],
  ["repository", reader(payloads.RepositoryPayload, fromRepository)],
  ["gone", reader(payloads.GonePayload, fromGone)],
  ["push", reader(payloads.PushPayload, fromPush)],
  ["workflow_run", reader(payloads.WorkflowRunPayload, (it) => fromRun(it.workflow_run, it.repository))],
  ["check_run", reader(payloads.CheckRunPayload, (it) => fromRun(it.check_run, it.repository))],
  ["check_suite", reader(payloads.CheckSuitePayload, (it) => fromRun(it.check_suite, it.repository))],
  ["status", reader(payloads.StatusPayload, fromStatus)],
  ["deployment", reader(payloads.DeploymentPayload, fromDeployment)],
  ["deployment_status", reader(payloads.DeploymentPayload, fromDeployment)],
  ["release", reader(payloads.ReleasePayload, fromRelease)],
]);

function reader<Schema extends z.ZodType>(
  schema: Schema,
  map: (payload: z.output<Schema>, mapping: Mapping) => Mapped,
): Read {
  return (payload, mapping) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? { mapped: map(parsed.data, mapping) } : { problem: describeProblem(parsed.error) };
  };
}

function read({ event, payload, receivedAt, bots = NO_BOTS }: Told): ReturnType<Read> {
  return READERS.get(event)?.(payload, { receivedAt: receivedAt.getTime(), bots }) ?? {};
}

const Action = z.object({ action: z.string() });

/** `pull_request.opened`. */
function kindOf({ event, payload }: Told): string {
  const { data } = Action.safeParse(payload);
  return cleanText(data ? `${event}.${data.action}` : event, KIND_LENGTH_MAX);
}

function describeProblem({ issues }: z.ZodError): string {
  const words = issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  return cleanText(words, PROBLEM_LENGTH_MAX);
}

/** Brings every instant that lies ahead of `latest` back to it: a wrong clock would otherwise win every comparison. */
function setBack<Value>(value: Value, latest: number): Value {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    const isInstant = typeof inner === "number" && /(^at|At)$/.test(key);
    return isInstant ? Math.min(inner, latest) : inner;
  });
  return JSON.parse(text) as Value;
}
