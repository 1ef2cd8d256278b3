import { expect, it } from "vitest";
import { type Condition, toConditions } from "#domain/conditions";
import { evaluate } from "#domain/evaluate";
import type { PullRequest } from "#domain/pull-request";
import { parseRules } from "#domain/rules";
import { decideSteps, type Evaluated } from "#domain/signal-life";
import type { Signal, Snooze } from "#domain/signals";
import { hoursBefore, NOW, pullRequest, SCOPE, signalFacts } from "../support/pull-requests.ts";

const RULES = parseRules([{ kind: "stale_pr" }, { name: "older", kind: "stale_pr", older_than_hours: 50 }]);

function conditionsOf(pulls: PullRequest[], now = NOW, rules = RULES): Condition[] {
  return toConditions(evaluate(signalFacts(pulls, { now }), rules).flatMap(({ findings }) => findings));
}

const stale = pullRequest({ openedAt: hoursBefore(300), lastActivityAt: hoursBefore(49) });
const [CONDITION] = conditionsOf([stale]);
if (!CONDITION) throw new Error("The pull request should be stale.");

function signal(change: Partial<Signal> = {}): Signal {
  const times = { openedAt: hoursBefore(10), changedAt: hoursBefore(10), snoozedUntil: null, resolvedAt: null };
  const life = { id: "s1", state: "open", clears: 0, resolution: null, reopened: 0 } as const;
  return { ...(CONDITION as Condition), ...times, ...life, ...change };
}

function decide(change: Partial<Evaluated>) {
  return decideSteps({
    living: [],
    cooling: [],
    found: [],
    snoozes: [],
    rules: new Set(RULES.map(({ name }) => name)),
    calendarOf: () => SCOPE.calendar,
    endedBy: () => null,
    now: NOW,
    ...change,
  });
}

it("makes one condition of what several rules find about one subject", () => {
  const longer = pullRequest({ openedAt: hoursBefore(300), lastActivityAt: hoursBefore(60) });
  expect(conditionsOf([longer])).toMatchObject([{ rules: ["older", "stale_pr"] }]);
  expect(conditionsOf([longer])).toHaveLength(1);
});

it("changes its state hash when a reader would notice, and not before", () => {
  const hashAt = (pull: PullRequest, now = NOW) => conditionsOf([pull], now)[0]?.stateHash;
  const base = hashAt(stale);
  expect(hashAt(stale, new Date(NOW.getTime() + 1_800_000))).toBe(base);
  expect(hashAt({ ...stale, title: "Another" })).not.toBe(base);
  expect(hashAt({ ...stale, lastActivityAt: hoursBefore(73) })).not.toBe(base);
});

it("opens what is found for the first time", () => {
  expect(decide({ found: [CONDITION] })).toEqual([{ type: "open", condition: CONDITION, snoozedUntil: null }]);
});

const SNOOZE: Snooze = {
  subject: "acme/api#7",
  rule: "",
  until: hoursBefore(-24),
  by: "slack:U1",
  at: hoursBefore(1),
};

it("changes nothing while nothing changes", () => {
  expect(decide({ living: [signal()], found: [CONDITION] })).toEqual([]);
  expect(
    decide({ living: [signal({ state: "acknowledged", changedAt: hoursBefore(2) })], found: [CONDITION] }),
  ).toEqual([]);
  const snoozed = signal({ state: "snoozed", snoozedUntil: new Date(NOW.getTime() + 1) });
  expect(decide({ living: [snoozed], found: [CONDITION], snoozes: [SNOOZE] })).toEqual([]);
});

it("opens what is found about a snoozed subject out of sight, also when it comes back", () => {
  expect(decide({ found: [CONDITION], snoozes: [SNOOZE] })).toEqual([
    { type: "open", condition: CONDITION, snoozedUntil: SNOOZE.until },
  ]);
  const resolved = signal({ state: "resolved", resolution: "fixed", resolvedAt: hoursBefore(3) });
  expect(decide({ cooling: [resolved], found: [CONDITION], snoozes: [SNOOZE] })).toMatchObject([
    { to: "snoozed", set: { state: "snoozed", snoozedUntil: SNOOZE.until, reopened: 1 } },
  ]);
  expect(decide({ found: [CONDITION], snoozes: [{ ...SNOOZE, subject: "acme/api#8" }] })).toMatchObject([
    { snoozedUntil: null },
  ]);
});

it("keeps quiet for a rule only what that rule alone finds", () => {
  const one = { ...SNOOZE, rule: "stale_pr" };
  expect(decide({ found: [CONDITION], snoozes: [one] })).toMatchObject([{ snoozedUntil: SNOOZE.until }]);
  const both = { ...CONDITION, rules: ["older", "stale_pr"] } as Condition;
  expect(decide({ found: [both], snoozes: [one] })).toMatchObject([{ snoozedUntil: null }]);
  const asleep = signal({ state: "snoozed", snoozedUntil: SNOOZE.until });
  expect(decide({ living: [asleep], found: [both], snoozes: [one] })).toMatchObject([
    { to: "open", reason: "found by a rule that is not snoozed" },
  ]);
});

it("lets an incident end a snooze, and nothing else", () => {
  const incident = { ...CONDITION, kind: "open_incident", fingerprint: "incident" } as Condition;
  const asleep = signal({ state: "snoozed", snoozedUntil: SNOOZE.until });
  const found = [CONDITION, incident] as Condition[];
  expect(decide({ living: [asleep], found, snoozes: [SNOOZE] })).toMatchObject([
    { type: "unsnooze", snooze: SNOOZE },
    { type: "change", to: "open", reason: "an incident began" },
    { type: "open", condition: incident, snoozedUntil: null },
  ]);
  const known = signal({
    kind: "open_incident",
    fingerprint: "incident",
    state: "snoozed",
    snoozedUntil: SNOOZE.until,
  });
  expect(decide({ living: [known], found: [incident], snoozes: [SNOOZE] })).toEqual([]);
});

it("keeps its state and tells the news when the state hash changes", () => {
  const [step] = decide({
    living: [signal({ stateHash: "before", state: "acknowledged", changedAt: hoursBefore(1) })],
    found: [CONDITION],
  });
  expect(step).toMatchObject({ type: "change", set: { stateHash: CONDITION.stateHash, changedAt: NOW } });
  expect(step).not.toHaveProperty("to");
});

it("resolves at once what an event ended, and on the second clear evaluation what it did not", () => {
  expect(decide({ living: [signal()], endedBy: () => "closed" })).toMatchObject([
    { to: "resolved", set: { resolution: "closed", resolvedAt: NOW } },
  ]);
  expect(decide({ living: [signal()] })).toMatchObject([{ set: { clears: 1 } }]);
  expect(decide({ living: [signal({ clears: 1 })] })).toMatchObject([{ to: "resolved", set: { resolution: "fixed" } }]);
  expect(decide({ living: [signal({ clears: 1 })], found: [CONDITION] })).toMatchObject([{ set: { clears: 0 } }]);
});

it("resolves what no rule looks for any more", () => {
  expect(decide({ living: [signal()], rules: new Set() })).toMatchObject([{ set: { resolution: "rule_removed" } }]);
});

it("takes what comes back within the cooldown for the same signal", () => {
  const resolved = signal({ state: "resolved", resolution: "fixed", resolvedAt: hoursBefore(3), reopened: 1 });
  expect(decide({ cooling: [resolved], found: [CONDITION] })).toMatchObject([
    { type: "change", to: "open", set: { state: "open", reopened: 2, resolvedAt: null, resolution: null } },
  ]);
});

it("wakes what was snoozed when its time has come", () => {
  const snoozed = signal({ state: "snoozed", snoozedUntil: NOW });
  expect(decide({ living: [snoozed], found: [CONDITION] })).toMatchObject([
    { to: "open", set: { state: "open", snoozedUntil: null }, reason: "the snooze is over" },
  ]);
});

it("asks again a working day after somebody said that it is theirs", () => {
  const mine = (hours: number) => signal({ state: "acknowledged", changedAt: hoursBefore(hours) });
  expect(decide({ living: [mine(23)], found: [CONDITION] })).toEqual([]);
  expect(decide({ living: [mine(24)], found: [CONDITION] })).toMatchObject([{ to: "open" }]);
});

it("leaves what a person dismissed alone until it has been clear", () => {
  const dismissed = signal({ state: "resolved", resolution: "dismissed", resolvedAt: hoursBefore(3) });
  expect(decide({ living: [dismissed], cooling: [dismissed], found: [CONDITION] })).toEqual([]);
  expect(decide({ living: [dismissed], endedBy: () => "fixed" })).toMatchObject([{ set: { resolution: "fixed" } }]);
  expect(decide({ living: [dismissed] })).toMatchObject([{ set: { clears: 1 } }]);
});
