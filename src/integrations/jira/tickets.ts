import type { z } from "zod";
import { type RemovedEvent, type TicketCore, type TicketEvent, toSprintSubject } from "#domain/tickets/events";
import { cleanText } from "#lib/text";
import type { Mapped } from "../conclude.ts";
import { toChanges, toLabel, toSequence } from "./changelog.ts";
import type {
  CommentHook,
  Fields,
  GoneIssue,
  History,
  Issue,
  IssueHook,
  JiraFields,
  PolledIssue,
  Sprint,
  SprintHook,
} from "./payloads.ts";

const SPRINTS_MAX = 50;
const NAME_LENGTH_MAX = 255;
const COMMENT_LENGTH_MAX = 100_000;
/** A person in wiki markup, in ADF, or as somebody types one by hand. */
const MENTION = /\[~accountid:|"type":"mention"|@\w/;
const CATEGORIES: Record<string, TicketEvent["category"]> = { new: "todo", indeterminate: "doing", done: "done" };

/** What the mappers must be told. */
export interface Mapping {
  receivedAt: number;
  fields: JiraFields;
  /** Where the site's pages are; null where nobody said, and the payload itself does. */
  siteUrl: string | null;
}

export function fromIssueHook({ timestamp, issue, changelog }: z.output<typeof IssueHook>, mapping: Mapping): Mapped {
  const histories = changelog ? [{ ...changelog, created: timestamp }] : [];
  return toTicket({ issue, histories, at: issue.fields?.updated ?? timestamp }, mapping);
}

/** Only what names somebody may be meant for us; whom, is seen when it is read. */
export function fromCommentHook({ timestamp, issue, comment }: z.output<typeof CommentHook>): Mapped {
  const { key: ref } = issue;
  const names = MENTION.test(JSON.stringify(comment.body ?? "").slice(0, COMMENT_LENGTH_MAX));
  const told = { kind: "remark", source: "jira", ref, comment: comment.id, at: timestamp } as const;
  return { subject: ref, at: timestamp, key: comment.id, normalised: names ? told : null };
}

export function fromPolledIssue({ issue, histories }: z.output<typeof PolledIssue>, mapping: Mapping): Mapped {
  return toTicket({ issue, histories, at: issue.fields?.updated ?? mapping.receivedAt }, mapping);
}

/** A comment and a deletion show parts of an issue; only those that say when it was changed show all of it. */
function toTicket(
  { issue, histories, at }: { issue: Issue; histories: History[]; at: number },
  mapping: Mapping,
): Mapped {
  const { key: ref, fields } = issue;
  const sequence =
    histories
      .map(({ id }) => toSequence(id))
      .sort()
      .at(-1) ?? "";
  const isShown = fields?.updated !== undefined && fields.updated !== null && fields.status;
  const normalised: TicketEvent = {
    ...{ kind: "ticket", source: "jira", ref, at, sequence, createdAt: fields?.created ?? null },
    core: isShown ? toCore(issue, fields, mapping) : null,
    category: CATEGORIES[fields?.status?.statusCategory?.key ?? ""] ?? null,
    changes: histories.flatMap((history) => toChanges(history, mapping.fields)),
  };
  return { subject: ref, at, key: sequence, normalised };
}

function toCore({ key, self }: Issue, fields: Fields, { fields: names, siteUrl }: Mapping): TicketCore {
  return {
    title: fields.summary ?? "",
    url: toUrl(key, siteUrl ?? self),
    type: fields.issuetype?.name ?? "",
    status: fields.status?.name ?? "",
    points: toPoints(fields[names.points]),
    assignee: fields.assignee?.accountId?.toLowerCase() ?? null,
    parent: fields.parent?.key?.toUpperCase() ?? null,
    isFlagged: isFilled(fields[names.flag]),
    sprints: toSprints(fields[names.sprint]),
    labels: (fields.labels ?? []).map(toLabel),
    priority: fields.priority?.name ?? null,
    dueOn: /^\d{4}-\d{2}-\d{2}$/.exec(fields.duedate ?? "")?.[0] ?? null,
  };
}

/** The page of an issue, on the site that showed it. */
function toUrl(key: string, site: string | null | undefined): string {
  if (!site || !URL.canParse(site)) return "";
  const { origin, protocol } = new URL(site);
  return protocol === "https:" || protocol === "http:" ? `${origin}/browse/${key}` : "";
}

function toPoints(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== "";
}

/** All that an issue was carried through. */
function toSprints(value: unknown): string[] {
  const listed: unknown[] = Array.isArray(value) ? value.slice(0, SPRINTS_MAX) : [];
  return listed.flatMap((one) => {
    const id = typeof one === "object" && one !== null && "id" in one ? one.id : one;
    return typeof id === "number" || typeof id === "string" ? [cleanText(String(id), NAME_LENGTH_MAX)] : [];
  });
}

export function fromDeletedIssue({ timestamp: at, issue }: z.output<typeof IssueHook>): Mapped {
  return toRemoved({ at, subject: issue.key, movedTo: null });
}

export function fromGoneIssue({ key, movedTo }: z.output<typeof GoneIssue>, { receivedAt: at }: Mapping): Mapped {
  return toRemoved({ at, subject: key, movedTo: movedTo ?? null });
}

export function fromSprintHook({ timestamp: at, sprint }: z.output<typeof SprintHook>): Mapped {
  return toSprint(sprint, at);
}

/** The REST interface names no instant of change: it shows a sprint as it is now. */
export function fromPolledSprint(sprint: Sprint, { receivedAt }: Mapping): Mapped {
  return toSprint(sprint, receivedAt);
}

export function fromDeletedSprint({ timestamp: at, sprint }: z.output<typeof SprintHook>): Mapped {
  return toRemoved({ at, subject: toSprintSubject("jira", sprint.id), movedTo: null });
}

/** Until a sprint runs, its start is a plan. */
function toSprint(sprint: Sprint, at: number): Mapped {
  const { id, name, state, goal, startDate, activatedDate, endDate, completeDate } = sprint;
  const hasBegun = state !== "future";
  const shown = { board: sprint.originBoardId ?? "", name, goal: goal ?? "" };
  const startedAt = hasBegun ? (activatedDate ?? startDate ?? null) : null;
  const instants = { startedAt, endsAt: endDate ?? null, completedAt: completeDate ?? null };
  const normalised = { kind: "sprint", source: "jira", id, at, ...shown, ...instants } as const;
  return { subject: toSprintSubject("jira", id), at, key: "", normalised };
}

function toRemoved(removed: Omit<RemovedEvent, "kind">): Mapped {
  return { subject: removed.subject, at: removed.at, key: "", normalised: { kind: "removed", ...removed } };
}
