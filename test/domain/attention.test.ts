import { expect, it } from "vitest";
import { rankAttention, weigh } from "#domain/attention";
import type { Finding } from "#domain/findings";
import { hoursBefore, NOW, SCOPE } from "../support/pull-requests.ts";

const { calendar } = SCOPE;

function finding(change: Partial<Finding> = {}): Finding {
  const found = { kind: "stale_pr", scope: "", subject: "acme/api#7", title: "Add a cache", url: "" } as const;
  const evidence = {
    started_at: null,
    ended_at: null,
    value: 0,
    included: true,
    rule: "r",
    reason: "",
    title: "",
    url: "",
  };
  const rest = {
    rule: "r",
    since: hoursBefore(48),
    crossedAt: NOW,
    ageMs: 0,
    value: 0,
    reason: "idle",
    owners: ["ada"],
  };
  return { ...found, ...rest, evidence: { ...evidence, subject: found.subject }, ...change };
}

it.each([
  ["younger than its target", 12, 30],
  ["as old as its target", 48, 30],
  ["half as old again", 72, 45],
  ["more than twice as old", 24 * 30, 60],
])("weighs a reason by its age: %s", (_case, hours, score) => {
  expect(weigh(finding({ since: hoursBefore(hours) }), calendar, NOW).score).toBe(score);
});

it("leaves the weekend out of the age", () => {
  const monday = new Date("2026-11-23T10:00:00Z");
  expect(weigh(finding({ since: NOW }), calendar, monday)).toMatchObject({ ageMs: 24 * 3_600_000, score: 30 });
});

it("gives each subject one line, with the heaviest reason first", () => {
  const findings = [
    finding({ reason: "idle" }),
    finding({ kind: "no_ticket_link", reason: "names no ticket" }),
    finding({ kind: "pr_without_review", reason: "waits", owners: ["ben"] }),
  ];
  const [item, ...others] = rankAttention(findings, calendar, NOW);
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    rank: 1,
    score: 80,
    reasons: ["waits", "idle", "names no ticket"],
    kinds: ["pr_without_review", "stale_pr", "no_ticket_link"],
    nextStep: "review",
    owners: ["ben"],
    waitedHours: 48,
  });
});

it("lets an open incident lead, then a failed deployment, whatever the scores say", () => {
  const items = rankAttention(
    [
      finding({ subject: "old", kind: "changes_requested_idle", since: hoursBefore(24 * 90) }),
      finding({ subject: "deployment", kind: "failed_deployment" }),
      finding({ subject: "incident", kind: "open_incident" }),
    ],
    calendar,
    NOW,
  );
  expect(items.map(({ subject, rank }) => [subject, rank])).toEqual([
    ["incident", 1],
    ["deployment", 2],
    ["old", 3],
  ]);
  expect(items[2]?.score).toBe(100);
});

it("breaks ties by age, then by subject, so that the order never wavers", () => {
  const findings = [
    finding({ subject: "b", since: hoursBefore(500) }),
    finding({ subject: "a", since: hoursBefore(500) }),
    finding({ subject: "c", since: hoursBefore(600) }),
  ];
  const order = (list: Finding[]) => rankAttention(list, calendar, NOW).map(({ subject }) => subject);
  expect(order(findings)).toEqual(["c", "a", "b"]);
  expect(order(findings.toReversed())).toEqual(["c", "a", "b"]);
});

it("has nothing to say about nothing", () => {
  expect(rankAttention([], calendar, NOW)).toEqual([]);
});
