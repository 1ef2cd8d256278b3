import { expect, it } from "vitest";
import { findBlocked, linksOf } from "#domain/acting/blocking";
import { rankAttention } from "#domain/attention";
import { evaluate } from "#domain/evaluate";
import { parseRules } from "#domain/rules";
import { hoursBefore, NOW, pullRequest, SCOPE, signalFacts } from "../../support/pull-requests.ts";

it.each([
  ["Blocked by #12", ["acme/api#12"]],
  ["blocked by: acme/web#3, and more", ["acme/web#3"]],
  ["This is blocked on https://git.example.com/Acme/Web/pull/3.", ["acme/web#3"]],
  ["blocked by #7", []],
  ["unblocked by #12", []],
  ["blocked by the weather", []],
  ["blocked by #12 and blocked by #12", ["acme/api#12"]],
])("reads %j as links to %j", (body, links) => {
  expect(linksOf(pullRequest({ body }))).toEqual(links);
});

const old = { openedAt: hoursBefore(200) };
const RULES = parseRules([{ kind: "blocked_pr" }, { kind: "stale_pr" }, { kind: "red_checks" }]);

function rank(change: Parameters<typeof pullRequest>[0], blocked = findBlocked({ words: [], pulls: [], linked: [] })) {
  const facts = signalFacts([pullRequest({ ...old, ...change })], { blocked });
  const findings = evaluate(facts, RULES).flatMap((evaluation) => evaluation.findings);
  return rankAttention(findings, SCOPE.calendar, NOW);
}

it("is blocked by a link only while what it links to is open", () => {
  const pull = pullRequest({ ...old, body: "Blocked by #12" });
  const other = pullRequest({ subject: "acme/api#12", number: 12, openedAt: hoursBefore(30) });
  const blocked = findBlocked({ words: [], pulls: [pull], linked: [other] });
  expect(blocked.get(pull.subject)).toEqual({ why: "by acme/api#12", since: hoursBefore(30) });
  expect(findBlocked({ words: [], pulls: [pull], linked: [{ ...other, state: "merged" }] }).size).toBe(0);
});

it("says nothing of idleness beside a blocker, by label or by a person's word, which counts for more each day", () => {
  expect(rank({})).toMatchObject([{ kinds: ["stale_pr"] }]);
  expect(rank({ labels: ["Blocked"] })).toMatchObject([{ kinds: ["blocked_pr"], nextStep: "clear the way" }]);
  const word = { subject: "acme/api#7", why: "waiting for keys", by: "slack:U1", endedAt: null };
  const scoreAfter = (hours: number) => {
    const blocked = findBlocked({ words: [{ ...word, at: hoursBefore(hours) }], pulls: [], linked: [] });
    const [line] = rank({}, blocked);
    expect(line).toMatchObject({ kinds: ["blocked_pr"], reasons: ["blocked: waiting for keys"] });
    return line?.score;
  };
  expect([1, 49, 2_000].map(scoreAfter)).toEqual([80, 100, 130]);
  const redSince = hoursBefore(100);
  const checks = { state: "red" as const, failing: ["CI"], redSince };
  expect(rank({ labels: ["blocked"], checks })).toMatchObject([{ kinds: ["blocked_pr", "red_checks"] }]);
});
