import type { EvaluationScope, SignalFacts } from "#domain/findings";
import type { PullRequest, PullRequestHistory, PullRequestVersion } from "#domain/pull-request";
import { createCalendar } from "#lib/calendar";

/** A Friday, 10:00 in UTC. */
export const NOW = new Date("2026-11-20T10:00:00Z");

export function hoursBefore(hours: number, at = NOW): Date {
  return new Date(at.getTime() - hours * 3_600_000);
}

export function pullRequest(change: Partial<PullRequest> = {}): PullRequest {
  const openedAt = change.openedAt ?? hoursBefore(1);
  return {
    subject: "acme/api#7",
    repo: "acme/api",
    number: 7,
    title: "Add a cache",
    url: "https://git.example.com/acme/api/pull/7",
    author: "ada",
    authorKind: "human",
    base: "main",
    head: "ACME-7-cache",
    headSha: "c0ffee",
    body: "",
    state: "open",
    isDraft: false,
    labels: [],
    requestedReviewers: [],
    openedAt,
    mergedAt: null,
    closedAt: null,
    mergeSha: null,
    lines: 10,
    clockStart: openedAt,
    firstReviewAt: null,
    lastActivityAt: openedAt,
    lastPushAt: null,
    reviews: [],
    checks: { state: "unknown", failing: [], redSince: null },
    commitSubjects: [],
    changedAt: openedAt,
    isClockSuspect: false,
    ...change,
  };
}

export const SCOPE: EvaluationScope = {
  key: "core",
  name: "Core",
  repositories: ["acme/api"],
  wipLimit: null,
  calendar: createCalendar({ zone: "UTC", workingDays: [1, 2, 3, 4, 5] }),
};

export function signalFacts(pullRequests: PullRequest[], change: Partial<SignalFacts> = {}): SignalFacts {
  return { scope: SCOPE, pullRequests, failedDeployments: [], incidents: [], now: NOW, ...change };
}

export function version(at: Date, change: Partial<PullRequestVersion> = {}): PullRequestVersion {
  const standard = { state: "open" as const, title: "Add a cache", base: "main", headSha: "c0ffee", isDraft: false };
  return { at, ...standard, labels: [], requestedReviewers: [], ...change };
}

/** Opened two days before now, with nothing else that happened. */
export function history(change: Partial<PullRequestHistory> = {}, row: Partial<PullRequestHistory["row"]> = {}) {
  const openedAt = row.openedAt ?? hoursBefore(48);
  const whole: PullRequestHistory = {
    row: {
      ref: "acme/api#7",
      repo: "acme/api",
      number: 7,
      title: "Add a cache",
      body: "",
      url: "https://git.example.com/acme/api/pull/7",
      author: "ada",
      authorKind: "human",
      base: "main",
      head: "ACME-7-cache",
      openedAt,
      mergedAt: null,
      closedAt: null,
      mergeSha: null,
      additions: 8,
      deletions: 2,
      isClockSuspect: false,
      ...row,
    },
    versions: [version(openedAt)],
    activities: [],
    reviews: [],
    checks: [],
    commitSubjects: [],
    goneAt: null,
    ...change,
  };
  return whole;
}
