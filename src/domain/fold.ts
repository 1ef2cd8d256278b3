import type { Actor, EventOf, NormalisedEvent, PullRequestSnapshot } from "./events.ts";
import { type Contribution, type FactRow, type FactTableName, factTables, joinRows, keyOf } from "./fact-tables.ts";
import { readCorrection } from "./metrics/correction.ts";
import { readRemoved, readSprint, readTicket } from "./tickets/fold.ts";
import { toVersion } from "./version.ts";

const RANKS = { merged: 3, closed: 2, open: 1 } as const;

/** What an event says, as partial facts. Pure: the same event always says the same. */
export function contributionsOf(event: NormalisedEvent): Contribution[] {
  const read = readers[event.kind] as (event: NormalisedEvent) => Contribution[];
  return read(event);
}

/** Rows by table and key, joined: what any number of events say together. */
export type Facts = Map<FactTableName, Map<string, FactRow>>;

export function addTo(facts: Facts, { table, row }: Contribution): void {
  const rows = facts.get(table) ?? new Map<string, FactRow>();
  facts.set(table, rows);
  const spec = factTables[table];
  const key = keyOf(spec, row);
  const known = rows.get(key);
  rows.set(key, known ? joinRows(spec, known, row) : row);
}

/** Folds from nothing. */
export function fold(events: Iterable<NormalisedEvent>): Facts {
  const facts: Facts = new Map();
  for (const event of events) for (const contribution of contributionsOf(event)) addTo(facts, contribution);
  return facts;
}

const readers: { [Kind in NormalisedEvent["kind"]]: (event: EventOf<Kind>) => Contribution[] } = {
  pull_request: ({ repo, snapshot, activity, isClockSuspect = false }) => [
    ...readSnapshot(repo, snapshot, isClockSuspect),
    ...(activity ? [toActivity(`${repo}#${snapshot.number}`, activity)] : []),
  ],
  review: readReview,
  activity: ({ repo, number, activity }) => [toActivity(`${repo}#${number}`, activity)],
  commit: readCommit,
  push: readPush,
  check: readCheck,
  deployment: readDeployment,
  issue: readIssue,
  // A release is a name for a commit: nothing that reports count hangs on it.
  release: () => [],
  gone: readGone,
  correction: readCorrection,
  ticket: readTicket,
  sprint: readSprint,
  removed: readRemoved,
  // What is written on a ticket is no fact about it.
  remark: () => [],
};

function readSnapshot(repo: string, snapshot: PullRequestSnapshot, isClockSuspect: boolean): Contribution[] {
  const { number, at, openedAt, core, size } = snapshot;
  const ref = `${repo}#${number}`;
  const labels = sorted(core.labels);
  const requestedReviewers = sorted(core.requestedReviewers);
  const { title, body, url, author, authorKind, base, head, headSha, state, isDraft } = core;
  const { mergeSha, mergedAt, closedAt } = core;
  const said = [title, body, url, author, authorKind, base, head, headSha, state, isDraft, labels, requestedReviewers];
  const coreVersion = toVersion(at, RANKS[state], [...said, mergeSha, mergedAt, closedAt]);
  const whole = { ...core, labels, requestedReviewers };
  const changing = { state, title, base, headSha, isDraft, labels, requestedReviewers };
  const version = toVersion(at, RANKS[state], Object.values(changing));
  return [
    {
      table: "pullRequests",
      row: { ref, repo, number, openedAt, isClockSuspect, coreVersion, ...whole, ...toSize(at, size) },
    },
    { table: "versions", row: { subject: ref, version, at, ...changing } },
  ];
}

function toSize(at: number, size: PullRequestSnapshot["size"]): FactRow {
  if (!size) return { sizeVersion: null, additions: null, deletions: null, changedFiles: null };
  const { additions, deletions, changedFiles } = size;
  return { sizeVersion: toVersion(at, 0, [additions, deletions, changedFiles]), additions, deletions, changedFiles };
}

function readReview({ repo, number, snapshot, review, isClockSuspect = false }: EventOf<"review">): Contribution[] {
  const subject = `${repo}#${number}`;
  const { id, person, personKind, state, at, dismissedAt } = review;
  const row = { id: `${subject}/reviews/${id}`, subject, person, personKind, state, at, dismissedAt };
  return [
    ...(snapshot ? readSnapshot(repo, snapshot, isClockSuspect) : []),
    { table: "reviews", row },
    toActivity(subject, { person, personKind, kind: "reviewed", at }),
  ];
}

function toActivity(
  subject: string,
  { person, personKind, kind, at }: Actor & { kind: string; at: number },
): Contribution {
  return { table: "activities", row: { subject, at, kind, person, personKind } };
}

function readCommit({ repo, number, sha, title, author, authoredAt, at }: EventOf<"commit">): Contribution[] {
  const subject = `${repo}#${number}`;
  return [
    { table: "commits", row: { subject, sha, title, ...author, authoredAt, at } },
    toActivity(subject, { ...author, kind: "pushed", at }),
  ];
}

function readPush({ repo, branch, at, before, after, pusher, subjects, shas = [] }: EventOf<"push">): Contribution[] {
  const { person, personKind } = pusher;
  const version = toVersion(at, 0, [before, after, person, personKind, subjects, shas]);
  const row = { subject: `${repo}:${branch}`, at, version, before, after, person, personKind, subjects, shas };
  return [{ table: "pushes", row }];
}

function readCheck({ repo, id, sha, name, conclusion, startedAt, at }: EventOf<"check">): Contribution[] {
  const version = toVersion(at, conclusion === null ? 0 : 1, [name, conclusion]);
  const row = { id: `${repo}/checks/${id}`, subject: `${repo}@${sha}`, version, name, conclusion, at, startedAt };
  return [{ table: "checks", row }];
}

function readDeployment(event: EventOf<"deployment">): Contribution[] {
  const { repo, environment, ref, branch, sha, creator, url, createdAt, status, isClockSuspect = false } = event;
  const row = {
    id: `${repo}/deployments/${event.id}`,
    ...{ repo, environment, ref, branch, sha, creator, url, createdAt, isClockSuspect },
    succeededAt: status?.state === "success" ? status.at : null,
    failedAt: status?.state === "failure" ? status.at : null,
  };
  return [{ table: "deployments", row }];
}

function readIssue({ repo, number, at, openedAt, core, isClockSuspect = false }: EventOf<"issue">): Contribution[] {
  const ref = `${repo}#${number}`;
  const labels = sorted(core.labels);
  const assignees = sorted(core.assignees);
  const { title, url, author, state, isIncident, rootCause, fixedIn, closedAt } = core;
  const said = [title, url, author, state, labels, assignees, isIncident, rootCause, fixedIn, closedAt];
  const coreVersion = toVersion(at, RANKS[state], said);
  const whole = { ...core, labels, assignees };
  const changing = { state, title, base: "", headSha: "", isDraft: false, labels, requestedReviewers: assignees };
  const version = toVersion(at, RANKS[state], Object.values(changing));
  return [
    { table: "issues", row: { ref, repo, number, openedAt, isClockSuspect, coreVersion, ...whole } },
    { table: "versions", row: { subject: ref, version, at, ...changing } },
  ];
}

function readGone({ repo, number, at, movedTo }: EventOf<"gone">): Contribution[] {
  const subject = number === null ? repo : `${repo}#${number}`;
  return [{ table: "tombstones", row: { subject, version: toVersion(at, 0, [movedTo]), at, movedTo } }];
}

function sorted(list: readonly string[]): string[] {
  return [...list].sort();
}
