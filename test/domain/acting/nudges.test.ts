import { expect, it } from "vitest";
import { type NudgeCase, nextNudge } from "#domain/acting/nudges";
import type { ActingStep } from "#domain/acting/records";
import { createCalendar } from "#lib/calendar";
import { hoursBefore, NOW, pullRequest } from "../../support/pull-requests.ts";

const calendar = createCalendar({ zone: "UTC", workingDays: [1, 2, 3, 4, 5] });
const reviews = (state: "approved" | "changes_requested") => [{ person: "ben", state, at: hoursBefore(5) }];

function nudged(login: string, hours: number, signalId = "s1"): ActingStep {
  const step = { signalId, subject: "acme/api#7", kind: "nudge" as const, recipient: "slack:U1" };
  return { ...step, invocation: `${login}${hours}`, detail: login, at: hoursBefore(hours) };
}

function ask(change: Partial<NudgeCase> = {}) {
  const next = nextNudge({
    signal: { id: "s1", kind: "pr_without_review", subject: "acme/api#7", state: "open" },
    pull: pullRequest({ openedAt: hoursBefore(96), requestedReviewers: ["ben", "cyd"] }),
    ...{ target: "reviewer", steps: [], suggested: null, isReachable: () => true, calendar, now: NOW },
    ...change,
  });
  return next.status === "ask" ? [next.as, ...next.logins] : next.why;
}

const waiting = (change: object) => pullRequest({ openedAt: hoursBefore(96), requestedReviewers: ["ben"], ...change });

it("asks those whose review is asked for", () => {
  expect(ask()).toEqual(["reviewer", "ben", "cyd"]);
});

it("asks a code owner where no review is asked for, and the author where there is none", () => {
  const pull = waiting({ requestedReviewers: [] });
  expect(ask({ pull, suggested: "eve" })).toEqual(["code_owner", "eve"]);
  expect(ask({ pull })).toEqual(["author", "ada"]);
});

it("asks each person once in a working day and twice at most, then the author once, then nobody", () => {
  const pull = waiting({});
  expect(ask({ pull, steps: [nudged("ben", 1)] })).toBe("they were asked today");
  expect(ask({ pull, steps: [nudged("ben", 24)] })).toEqual(["reviewer", "ben"]);
  const twice = [nudged("ben", 48), nudged("ben", 24)];
  expect(ask({ pull, steps: twice })).toEqual(["author", "ada"]);
  expect(ask({ pull, steps: [nudged("ben", 48), nudged("ben", 2)] })).toBe("somebody was asked today");
  expect(ask({ pull, steps: [...twice, nudged("ada", 24)] })).toBe("nobody is left to ask");
});

it("asks an author twice about what is theirs", () => {
  const signal = { id: "s1", kind: "stale_pr", subject: "acme/api#7", state: "open" as const };
  const author = { signal, target: "author" as const };
  expect(ask(author)).toEqual(["author", "ada"]);
  expect(ask({ ...author, steps: [nudged("ada", 24)] })).toEqual(["author", "ada"]);
  expect(ask({ ...author, steps: [nudged("ada", 48), nudged("ada", 24)] })).toBe("nobody is left to ask");
});

it("stops when anything happens after the first question", () => {
  const steps = [nudged("ben", 48)];
  expect(ask({ pull: waiting({ lastActivityAt: hoursBefore(47) }), steps })).toBe("something has happened since");
  expect(ask({ pull: waiting({ lastActivityAt: hoursBefore(49) }), steps })).toEqual(["reviewer", "ben"]);
});

it("goes on to the next when somebody cannot be asked or says that it is not them", () => {
  expect(ask({ isReachable: (login) => login !== "ben" })).toEqual(["reviewer", "cyd"]);
  expect(ask({ isReachable: (login) => login === "ada" })).toEqual(["author", "ada"]);
  expect(ask({ isReachable: () => false })).toBe("nobody is left to ask");
});

it.each([
  ["a draft", { isDraft: true }],
  ["opened by a bot", { authorKind: "bot" as const }],
  ["approved", { reviews: reviews("approved") }],
  ["held by the label WIP", { labels: ["WIP"] }],
  ["held by the label do-not-merge", { labels: ["do-not-merge"] }],
  ["merged", { state: "merged" as const }],
])("asks nobody about what is %s", (why, change) => {
  expect(ask({ pull: waiting(change) })).toBe(why);
});

it("asks the author to merge what is approved, and those who were asked for changes again", () => {
  const signal = { id: "s1", kind: "approved_not_merged", subject: "acme/api#7", state: "open" as const };
  expect(ask({ signal, target: "author", pull: waiting({ reviews: reviews("approved") }) })).toEqual(["author", "ada"]);
  const pull = waiting({ reviews: [...reviews("approved"), ...reviews("changes_requested")] });
  expect(ask({ pull })).toEqual(["reviewer", "ben"]);
});

it.each(["acknowledged", "snoozed", "resolved"] as const)("leaves a signal alone that is %s", (state) => {
  expect(ask({ signal: { id: "s1", kind: "stale_pr", subject: "acme/api#7", state } })).toBe(state);
});
