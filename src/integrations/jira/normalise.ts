import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { sha256 } from "#lib/hash";
import { cleanText } from "#lib/text";
import { conclude, type Read, reader } from "../conclude.ts";
import { formerKeyIn } from "./changelog.ts";
import { CommentHook, GoneIssue, IssueHook, type JiraFields, PolledIssue, Sprint, SprintHook } from "./payloads.ts";
import {
  fromCommentHook,
  fromDeletedIssue,
  fromDeletedSprint,
  fromGoneIssue,
  fromIssueHook,
  fromPolledIssue,
  fromPolledSprint,
  fromSprintHook,
  type Mapping,
} from "./tickets.ts";

const KIND_LENGTH_MAX = 100;
const DAY_LENGTH = 10;
/** What every site that was not made before 2014 calls them. */
export const DEFAULT_FIELDS: JiraFields = {
  points: "customfield_10016",
  sprint: "customfield_10020",
  flag: "customfield_10021",
};

export interface JiraReadingOptions {
  fields?: JiraFields;
  siteUrl?: string | null;
}

/** Something Jira told us: a webhook by its name, or what no webhook tells, `issue`, `sprint` and `gone` of a reading. */
interface Told extends JiraReadingOptions {
  payload: unknown;
  receivedAt: Date;
}

const Event = z.object({ webhookEvent: z.string().optional(), event: z.string().optional() });

/**
 * A webhook's delivery as events: what it tells, and where an issue has got another key, that the former one is gone.
 */
export function fromWebhook(told: Told & { delivery: string; raw: Buffer }): [NewEvent, ...NewEvent[]] {
  const { delivery, payload, receivedAt, raw } = told;
  const { data } = Event.safeParse(payload);
  const event = data?.webhookEvent ?? data?.event ?? "unknown";
  const kind = cleanText(event, KIND_LENGTH_MAX);
  const main = { source: "jira", delivery, receivedAt, payload: raw, ...conclude(kind, read(event, told), receivedAt) };
  return [main, ...toDeparture(told)];
}

function toDeparture({ delivery, payload, receivedAt }: Told & { delivery: string }): NewEvent[] {
  const { data } = IssueHook.safeParse(payload);
  const key = formerKeyIn(data?.changelog?.items ?? []);
  if (!data || key === undefined || key === data.issue.key) return [];
  const gone = { subject: key, at: data.timestamp, movedTo: data.issue.key };
  const mapped = { subject: key, at: gone.at, key: "", normalised: { kind: "removed", ...gone } } as const;
  const concluded = conclude("issue_moved", { mapped }, receivedAt);
  return [{ source: "jira", delivery: `${delivery}:moved`, receivedAt, payload: null, ...concluded }];
}

/** What is read from the REST interface. Its key says which state of the object this is, so that the same again changes nothing. */
export function fromPoll(told: Told & { event: "issue" | "sprint" | "gone" }): NewEvent {
  const { event, payload, receivedAt } = told;
  const found = read(event, told);
  const concluded = conclude(`${event}.polled`, found, receivedAt);
  const { subject, key } = found.mapped ?? { subject: "unknown", key: "" };
  const state = event === "sprint" ? toSprintState(payload, receivedAt) : concluded.occurredAt.toISOString();
  const delivery = ["poll", event, subject, key, state].join(":");
  return { source: "jira", delivery, receivedAt, payload: Buffer.from(JSON.stringify(payload)), ...concluded };
}

/**
 * A sprint carries no instant of change, so its content stands for it; with the day while it runs, so that what was changed
 * and changed back is right again on the next.
 */
function toSprintState(payload: unknown, receivedAt: Date): string {
  const isOver = Sprint.safeParse(payload).data?.state === "closed";
  const day = isOver ? "" : receivedAt.toISOString().slice(0, DAY_LENGTH);
  return `${sha256(JSON.stringify(payload))}${day}`;
}

const READERS = new Map<string, (payload: unknown, mapping: Mapping) => Read>([
  ["jira:issue_created", reader(IssueHook, fromIssueHook)],
  ["jira:issue_updated", reader(IssueHook, fromIssueHook)],
  ["comment_created", reader(CommentHook, fromCommentHook)],
  ["comment_updated", reader(CommentHook, fromCommentHook)],
  ["jira:issue_deleted", reader(IssueHook, fromDeletedIssue)],
  ["sprint_created", reader(SprintHook, fromSprintHook)],
  ["sprint_updated", reader(SprintHook, fromSprintHook)],
  ["sprint_started", reader(SprintHook, fromSprintHook)],
  ["sprint_closed", reader(SprintHook, fromSprintHook)],
  ["sprint_deleted", reader(SprintHook, fromDeletedSprint)],
  ["issue", reader(PolledIssue, fromPolledIssue)],
  ["sprint", reader(Sprint, fromPolledSprint)],
  ["gone", reader(GoneIssue, fromGoneIssue)],
]);

function read(event: string, { payload, receivedAt, fields = DEFAULT_FIELDS, siteUrl = null }: Told): Read {
  return READERS.get(event)?.(payload, { receivedAt: receivedAt.getTime(), fields, siteUrl }) ?? {};
}
