import type {
  CheckFact,
  Checks,
  PullRequest,
  PullRequestHistory,
  PullRequestVersion,
  ReviewFact,
} from "./pull-request.ts";

/** What somebody does to move a pull request on. Closing and drafting it are no reason to call it alive. */
const LIVELY = new Set(["pushed", "reviewed", "commented", "ready", "reopened"]);
const FEEDBACK = new Set(["reviewed", "commented"]);

/**
 * How a pull request stood at an instant, from nothing that happened after it; undefined before it was opened. Where we
 * began to listen later than it was opened, the first state we saw stands for those before.
 */
export function pullRequestAt(history: PullRequestHistory, at: Date): PullRequest | undefined {
  const { row } = history;
  if (row.openedAt > at) return undefined;
  const past = history.versions.filter((version) => version.at <= at);
  const version = past.at(-1) ?? toFirst(history);
  const ended = endOf(history, version, at);
  const activities = history.activities.filter((activity) => activity.at <= at);
  const lively = activities.filter(({ kind, personKind }) => personKind === "human" && LIVELY.has(kind));
  const silent = findSilentPushes(history, past);
  const clockStart = findClockStart(history, past, activities);
  const feedback = activities.find(
    ({ kind, personKind, person, at: when }) =>
      personKind === "human" && person !== row.author && FEEDBACK.has(kind) && when >= clockStart,
  );
  const pushes = [...activities.filter(({ kind }) => kind === "pushed").map((activity) => activity.at), ...silent];
  const checks = history.checks.filter(({ sha, startedAt }) => sha === version.headSha && startedAt <= at);
  const { isClockSuspect, ref: subject, additions, deletions } = row;
  return {
    ...pickIdentity(row),
    subject,
    ...pickVersion(version),
    ...ended,
    openedAt: row.openedAt,
    lines: additions === null || deletions === null ? null : additions + deletions,
    clockStart,
    firstReviewAt: feedback?.at ?? null,
    lastActivityAt: latest([row.openedAt, ...lively.map((activity) => activity.at), ...silent]) ?? row.openedAt,
    lastPushAt: latest(pushes),
    reviews: latestReviews(history.reviews, at),
    checks: sumUp(checks, at),
    commitSubjects: history.commitSubjects.filter((push) => push.at <= at).flatMap(({ subjects }) => subjects),
    changedAt:
      latest([row.openedAt, ...past.map((seen) => seen.at), ...activities.map((seen) => seen.at)]) ?? row.openedAt,
    isClockSuspect,
  };
}

function pickIdentity({ repo, number, url, author, authorKind, head, body }: PullRequestHistory["row"]) {
  return { repo, number, url, author, authorKind, head, body };
}

function pickVersion({ title, base, headSha, isDraft, labels, requestedReviewers }: PullRequestVersion) {
  return { title, base, headSha, isDraft, labels, requestedReviewers };
}

/** Before the first state that we saw it was open, whatever it was when we saw it. */
function toFirst({ row, versions: [first] }: PullRequestHistory): PullRequestVersion {
  const unseen = { headSha: "", isDraft: false, labels: [], requestedReviewers: [], title: row.title, base: row.base };
  return { ...unseen, ...first, at: row.openedAt, state: "open" };
}

type End = Pick<PullRequest, "state" | "mergedAt" | "closedAt" | "mergeSha">;

function endOf({ row, goneAt }: PullRequestHistory, { state, at: since }: PullRequestVersion, at: Date): End {
  const hasEnded = row.closedAt !== null && row.closedAt <= at;
  if (hasEnded && row.mergedAt) {
    return { state: "merged", mergedAt: row.mergedAt, closedAt: row.closedAt, mergeSha: row.mergeSha };
  }
  if (hasEnded) return { state: "closed", mergedAt: null, closedAt: row.closedAt, mergeSha: null };
  // Closed then and open again since: the row no longer knows when, the state that was seen does.
  if (state === "closed") return { state, mergedAt: null, closedAt: since, mergeSha: null };
  // What was seen after it was said to be gone has come back.
  const isGone = goneAt !== null && goneAt <= at && goneAt >= since;
  if (isGone) return { state: "gone", mergedAt: null, closedAt: goneAt, mergeSha: null };
  return { state: "open", mergedAt: null, closedAt: null, mergeSha: null };
}

/** New heads that only a poll saw: nobody told us of the push itself, which was the author's. */
function findSilentPushes({ row, activities }: PullRequestHistory, past: readonly PullRequestVersion[]): Date[] {
  if (row.authorKind === "bot") return [];
  return past.flatMap((version, index) => {
    const before = past[index - 1];
    if (!before || before.headSha === version.headSha) return [];
    const isTold = activities.some(({ kind, at }) => kind === "pushed" && at > before.at && at <= version.at);
    return isTold ? [] : [version.at];
  });
}

/** Opened, or first ready if it was opened as a draft. While it is still a draft, the clock has not started to count. */
function findClockStart(
  { row, versions: [first] }: PullRequestHistory,
  past: readonly PullRequestVersion[],
  activities: PullRequestHistory["activities"],
): Date {
  const ready = activities.find(({ kind }) => kind === "ready")?.at;
  const drafted = activities.find(({ kind }) => kind === "drafted")?.at;
  const wasReadied = ready !== undefined && (drafted === undefined || ready <= drafted);
  if (!first?.isDraft && !wasReadied) return row.openedAt;
  return earliest([ready, past.find(({ isDraft }) => !isDraft)?.at]) ?? row.openedAt;
}

/**
 * Each human's latest word. A comment after an approval leaves the approval standing, as GitHub does; what was dismissed
 * is gone.
 */
function latestReviews(reviews: readonly ReviewFact[], at: Date): PullRequest["reviews"] {
  const byPerson = new Map<string, PullRequest["reviews"][number]>();
  for (const { person, personKind, state, at: when, dismissedAt } of reviews) {
    const isPast = when <= at && (dismissedAt === null || dismissedAt > at);
    if (!isPast || personKind === "bot" || state === null) continue;
    const known = byPerson.get(person);
    const isWeaker = state === "commented" && known !== undefined && known.state !== "commented";
    if (!isWeaker) byPerson.set(person, { person, state, at: when });
  }
  return [...byPerson.values()];
}

/** Of each check the latest run counts. */
function sumUp(runs: readonly CheckFact[], at: Date): Checks {
  const byName = new Map<string, CheckFact>();
  for (const run of runs) byName.set(run.name, run);
  const latestRuns = [...byName.values()];
  if (latestRuns.length === 0) return { state: "unknown", failing: [], redSince: null };
  const isDone = (run: CheckFact) => run.conclusion !== null && run.at <= at;
  const failing = latestRuns.filter((run) => isDone(run) && run.conclusion === "failure");
  if (failing.length > 0) {
    const redSince = earliest(failing.map((run) => run.at)) ?? null;
    return { state: "red", failing: failing.map(({ name }) => name).sort(), redSince };
  }
  return { state: latestRuns.every(isDone) ? "green" : "pending", failing: [], redSince: null };
}

function latest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((best, instant) => (best === null || instant > best ? instant : best), null);
}

function earliest(instants: readonly (Date | undefined)[]): Date | undefined {
  return instants.reduce((best, instant) => (!best || (instant && instant < best) ? instant : best), undefined);
}
