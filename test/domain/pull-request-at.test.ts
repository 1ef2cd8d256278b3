import { expect, it } from "vitest";
import type { PullRequestHistory } from "#domain/pull-request";
import { pullRequestAt } from "#domain/pull-request-at";
import { history, hoursBefore, NOW, version } from "../support/pull-requests.ts";

type Activity = PullRequestHistory["activities"][number];

function did(kind: Activity["kind"], at: Date, person = "ben", personKind: Activity["personKind"] = "human"): Activity {
  return { kind, at, person, personKind };
}

it("does not exist before it was opened", () => {
  expect(pullRequestAt(history(), hoursBefore(49))).toBeUndefined();
  expect(pullRequestAt(history(), hoursBefore(48))).toMatchObject({ subject: "acme/api#7", state: "open" });
});

it("stands as it stood, and knows nothing that came later", () => {
  const past = history({
    versions: [version(hoursBefore(48)), version(hoursBefore(10), { title: "New", labels: ["wip"], headSha: "beef" })],
    activities: [did("commented", hoursBefore(20)), did("pushed", hoursBefore(10), "ada")],
    reviews: [{ person: "ben", personKind: "human", state: "approved", at: hoursBefore(5), dismissedAt: null }],
    checks: [{ sha: "beef", name: "CI", conclusion: "failure", startedAt: hoursBefore(9), at: hoursBefore(8) }],
  });
  expect(pullRequestAt(past, hoursBefore(15))).toMatchObject({
    title: "Add a cache",
    labels: [],
    reviews: [],
    firstReviewAt: hoursBefore(20),
    lastActivityAt: hoursBefore(20),
    changedAt: hoursBefore(20),
    checks: { state: "unknown" },
  });
  expect(pullRequestAt(past, NOW)).toMatchObject({
    title: "New",
    labels: ["wip"],
    lastActivityAt: hoursBefore(10),
    lastPushAt: hoursBefore(10),
    checks: { state: "red", failing: ["CI"], redSince: hoursBefore(8) },
  });
});

it("counts only what people do as activity", () => {
  const busy = history({
    activities: [
      did("commented", hoursBefore(30), "helper[bot]", "bot"),
      did("pushed", hoursBefore(20), "helper[bot]", "bot"),
      did("drafted", hoursBefore(10), "ada"),
    ],
  });
  expect(pullRequestAt(busy, NOW)).toMatchObject({ lastActivityAt: hoursBefore(48), firstReviewAt: null });
});

it("takes the first word of somebody else as the first review", () => {
  const talked = history({
    activities: [
      did("commented", hoursBefore(40), "ada"),
      did("commented", hoursBefore(30)),
      did("reviewed", hoursBefore(20)),
    ],
  });
  expect(pullRequestAt(talked, NOW)?.firstReviewAt).toEqual(hoursBefore(30));
});

it("starts the clock of a draft when it is ready, and ignores what was said before", () => {
  const draft = history({
    versions: [version(hoursBefore(48), { isDraft: true }), version(hoursBefore(6))],
    activities: [did("commented", hoursBefore(30)), did("ready", hoursBefore(6), "ada")],
  });
  expect(pullRequestAt(draft, hoursBefore(20))).toMatchObject({ isDraft: true });
  expect(pullRequestAt(draft, NOW)).toMatchObject({ isDraft: false, clockStart: hoursBefore(6), firstReviewAt: null });
});

it("keeps the clock running for one that was a draft in between", () => {
  const paused = history({
    versions: [version(hoursBefore(48)), version(hoursBefore(20), { isDraft: true }), version(hoursBefore(6))],
    activities: [did("drafted", hoursBefore(20), "ada"), did("ready", hoursBefore(6), "ada")],
  });
  expect(pullRequestAt(paused, NOW)?.clockStart).toEqual(hoursBefore(48));
});

it("was open, then closed, then open again", () => {
  const reopened = history({
    versions: [version(hoursBefore(48)), version(hoursBefore(20), { state: "closed" }), version(hoursBefore(10))],
    activities: [did("closed", hoursBefore(20), "ada"), did("reopened", hoursBefore(10), "ada")],
  });
  const stateAt = (hours: number) => pullRequestAt(reopened, hoursBefore(hours))?.state;
  expect([30, 15, 5].map(stateAt)).toEqual(["open", "closed", "open"]);
  expect(pullRequestAt(reopened, hoursBefore(15))?.closedAt).toEqual(hoursBefore(20));
});

it("was open until the instant of its merge", () => {
  const mergedAt = hoursBefore(10);
  const merged = history(
    { versions: [version(hoursBefore(48)), version(mergedAt, { state: "merged" })] },
    { mergedAt, closedAt: mergedAt, mergeSha: "abc" },
  );
  expect(pullRequestAt(merged, hoursBefore(10.001))).toMatchObject({ state: "open", mergedAt: null, mergeSha: null });
  expect(pullRequestAt(merged, mergedAt)).toMatchObject({ state: "merged", mergedAt, mergeSha: "abc" });
});

it("was open before we first saw it, even if that was at its end", () => {
  const mergedAt = hoursBefore(10);
  const late = history(
    { versions: [version(mergedAt, { state: "merged", title: "New" })] },
    { mergedAt, closedAt: mergedAt },
  );
  expect(pullRequestAt(late, hoursBefore(20))).toMatchObject({ state: "open", title: "New" });
});

it("sees a push that nobody told of by the new head, and not twice", () => {
  const polled = [version(hoursBefore(48)), version(hoursBefore(10), { headSha: "beef" })];
  expect(pullRequestAt(history({ versions: polled }), NOW)).toMatchObject({
    lastActivityAt: hoursBefore(10),
    lastPushAt: hoursBefore(10),
  });
  const told = history({ versions: polled, activities: [did("pushed", hoursBefore(12), "helper[bot]", "bot")] });
  expect(pullRequestAt(told, NOW)?.lastActivityAt).toEqual(hoursBefore(48));
});

it("keeps each person's latest word, which a later comment does not take back", () => {
  const said = (person: string, state: "approved" | "changes_requested" | "commented", hours: number) =>
    ({ person, personKind: "human", state, at: hoursBefore(hours), dismissedAt: null }) as const;
  const reviews = [said("ben", "changes_requested", 30), said("ben", "approved", 20), said("ben", "commented", 10)];
  const at = (hours: number) =>
    pullRequestAt(history({ reviews }), hoursBefore(hours))?.reviews.map(({ state }) => state);
  expect([at(25), at(15), at(5)]).toEqual([["changes_requested"], ["approved"], ["approved"]]);
});

it("forgets a review from the instant of its dismissal", () => {
  const review = { person: "ben", personKind: "human", state: "approved", at: hoursBefore(20) } as const;
  const dismissed = history({ reviews: [{ ...review, dismissedAt: hoursBefore(10) }] });
  expect(pullRequestAt(dismissed, hoursBefore(15))?.reviews).toHaveLength(1);
  expect(pullRequestAt(dismissed, NOW)?.reviews).toHaveLength(0);
});

it("judges the head commit by the latest run of each check", () => {
  const run = (conclusion: "success" | "failure" | null, hours: number, name = "CI", sha = "c0ffee") =>
    ({ sha, name, conclusion, startedAt: hoursBefore(hours + 1), at: hoursBefore(hours) }) as const;
  const stateAt = (checks: PullRequestHistory["checks"], hours = 0) =>
    pullRequestAt(history({ checks }), hoursBefore(hours))?.checks.state;
  expect(stateAt([run("failure", 10), run("success", 5)])).toBe("green");
  expect(stateAt([run("failure", 10), run("success", 5)], 5.5)).toBe("pending");
  expect(stateAt([run("failure", 10), run("success", 5)], 7)).toBe("red");
  expect(stateAt([run("success", 10), run("failure", 9, "lint")])).toBe("red");
  expect(stateAt([run("success", 10), run(null, 9, "lint")])).toBe("pending");
  expect(stateAt([run("failure", 10, "CI", "another")])).toBe("unknown");
});
