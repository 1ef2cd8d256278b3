import { expect, it } from "vitest";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import { describeDifference, type Judged, replayPolicy } from "#domain/trust/replay-policy";
import type { Question } from "#domain/trust/verdict";

const question: Question = {
  ...{ name: "pr.label", variants: [], floor: "low", isKnown: true, place: { kind: "external" } },
  ...{ project: "web", channel: null, isTainted: false, objects: 1, isRequesterHuman: true },
};

const labelled = (number: number, change: Partial<Question> = {}): Judged => ({
  ...{ number, name: "pr.label", target: `github:acme/web#${number}`, mode: "auto", risk: "low" },
  grounds: { question: { ...question, ...change } } as Judged["grounds"],
});

it("says of which proposals another policy would have made something else, by which rule", () => {
  const stricter = parsePolicyYaml(`projects: { web: { actions: { pr.*: { risk: high, mode: require_approval } } } }`);
  const { looked, differing } = replayPolicy(stricter, [labelled(1), labelled(2, { project: "api" }), labelled(3)]);
  expect([looked, differing.map(({ number }) => number)]).toEqual([3, [1, 3]]);
  expect(differing.map(describeDifference)[0]).toBe(
    "1 pr.label github:acme/web#1: auto, low → require_approval, high (by pr.*)",
  );
});

it("says nothing of what stays as it was", () => {
  const same = parsePolicyYaml("actions: { pr.label: { risk: low, mode: auto } }");
  expect(replayPolicy(same, [labelled(1), labelled(2)])).toEqual({ looked: 2, differing: [] });
});

it("tells that something would not be allowed at all", () => {
  const none = parsePolicyYaml("pr.label: { action: block }");
  expect(replayPolicy(none, [labelled(1)]).differing[0]?.would.mode).toBe("deny");
});
