import { expect, it } from "vitest";
import { evaluate } from "#domain/evaluate";
import type { Finding } from "#domain/findings";
import { putAsideBy, snoozedUntil } from "#domain/put-aside";
import { parseRules } from "#domain/rules";
import type { Signal, Snooze } from "#domain/signals";
import { hoursBefore, NOW, pullRequest, signalFacts } from "../support/pull-requests.ts";

const facts = signalFacts([pullRequest({ openedAt: hoursBefore(72) })]);
const [FINDING] = evaluate(facts, parseRules([{ name: "stale48h", kind: "stale_pr" }])).flatMap((one) => one.findings);
if (!FINDING) throw new Error("The pull request should be stale.");
const finding: Finding = FINDING;

const snooze = (change: Partial<Snooze> = {}): Snooze => {
  return { subject: "acme/api#7", rule: "", until: hoursBefore(-24), by: "slack:U1", at: NOW, ...change };
};

it.each<[string, Snooze, "snoozed" | undefined]>([
  ["its subject", snooze(), "snoozed"],
  ["its subject for its rule", snooze({ rule: "stale48h" }), "snoozed"],
  ["its subject for another rule", snooze({ rule: "older" }), undefined],
  ["another subject", snooze({ subject: "acme/api#8" }), undefined],
])("leaves a finding alone when %s is snoozed", (_case, one, expected) => {
  expect(putAsideBy({ snoozes: [one], signals: [] }, finding)).toBe(expected);
});

it("shows an incident that began after the snooze, and not one that was known", () => {
  const incident = { ...finding, kind: "open_incident" as const, since: NOW };
  const by = (at: Date) => putAsideBy({ snoozes: [snooze({ at })], signals: [] }, incident);
  expect(by(hoursBefore(1))).toBeUndefined();
  expect(by(NOW)).toBe("snoozed");
});

it("calls done what a person dismissed, of the same kind and about the same subject only", () => {
  const { kind, scope, subject } = finding;
  const signal = { kind, scope, subject, state: "resolved", resolution: "dismissed" } as Signal;
  const by = (change: Partial<Signal>) => putAsideBy({ snoozes: [], signals: [{ ...signal, ...change }] }, finding);
  expect(by({})).toBe("done");
  expect(by({ kind: "red_checks" })).toBeUndefined();
  expect(by({ subject: "acme/api#8" })).toBeUndefined();
  expect(by({ state: "open", resolution: null })).toBeUndefined();
});

it("puts a condition aside until the first of its rules is heard again", () => {
  const soon = snooze({ rule: "a", until: hoursBefore(-1) });
  const late = snooze({ rule: "b", until: hoursBefore(-2) });
  const condition = { subject: "acme/api#7", rules: ["a", "b"] };
  expect(snoozedUntil(condition, [soon, late])).toEqual(soon.until);
  expect(snoozedUntil(condition, [soon])).toBeUndefined();
  expect(snoozedUntil(condition, [soon, snooze()])).toEqual(snooze().until);
});
