import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { cleanText } from "#lib/text";
import { conclude, type Normalised, type Read, reader } from "../conclude.ts";
import { fromDeployment, fromIssue, fromPush, fromRelease, fromRun, fromStatus } from "./deliveries.ts";
import { fromGone, fromLeavingIssue, fromRepository, isDeparture } from "./departures.ts";
import type { Mapping } from "./mapping.ts";
import * as payloads from "./payloads.ts";
import { fromCommit, fromIssueComment, fromPullRequest, fromReview, fromReviewComment } from "./pull-requests.ts";

const KIND_LENGTH_MAX = 100;
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

/**
 * Reads what we fold out of a payload. What is of no kind we know comes back without a normalised event, and what is of
 * one but makes no sense with a problem besides: both are stored, and neither throws.
 */
export function normalise(told: Told): Normalised {
  return conclude(kindOf(told), read(told), told.receivedAt);
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
  const normalised = conclude(kindOf(told), found, told.receivedAt);
  const id = [found.mapped?.subject ?? "unknown", found.mapped?.key].filter(Boolean).join("/");
  const delivery = `poll:${told.event}:${id}:${normalised.occurredAt.toISOString()}`;
  const payload = Buffer.from(JSON.stringify(told.payload));
  return { source: "github", delivery, receivedAt: told.receivedAt, payload, ...normalised };
}

const READERS = new Map<string, (payload: unknown, mapping: Mapping) => Read>([
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

function read({ event, payload, receivedAt, bots = NO_BOTS }: Told): Read {
  return READERS.get(event)?.(payload, { receivedAt: receivedAt.getTime(), bots }) ?? {};
}

const Action = z.object({ action: z.string() });

/** `pull_request.opened`. */
function kindOf({ event, payload }: Told): string {
  const { data } = Action.safeParse(payload);
  return cleanText(data ? `${event}.${data.action}` : event, KIND_LENGTH_MAX);
}
