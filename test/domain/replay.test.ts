import { expect, it } from "vitest";
import { replayRule } from "#domain/replay";
import { parseRules, type Rule } from "#domain/rules";
import { everythingScope, toScopes } from "#domain/scopes";
import { history, hoursBefore, NOW, SCOPE } from "../support/pull-requests.ts";

const [RULE] = parseRules([{ kind: "stale_pr", older_than_hours: 10, clock: "wall" }]);
const WINDOW = { from: hoursBefore(48), to: NOW, scope: SCOPE };

it("counts how often a rule would have fired, and on how many pull requests", () => {
  const comment = (hours: number) =>
    ({ kind: "commented", at: hoursBefore(hours), person: "ben", personKind: "human" }) as const;
  const twice = history({ activities: [comment(30)] });
  const never = history({
    activities: [comment(42), comment(36), comment(30), comment(24), comment(18), comment(12), comment(6)],
  });
  const other = { ...never, row: { ...never.row, ref: "acme/api#8" } };
  expect(replayRule([twice, other], RULE as Rule, WINDOW)).toMatchObject({
    fired: 2,
    subjects: ["acme/api#7"],
    steps: 48,
  });
});

it("fires for nothing that is over before its time", () => {
  const closedAt = hoursBefore(40);
  expect(replayRule([history({}, { closedAt })], RULE as Rule, WINDOW)).toMatchObject({ fired: 0, subjects: [] });
});

it("takes longer steps through a long time instead of more of them", () => {
  const decade = { ...WINDOW, from: new Date("2016-01-01T00:00:00Z") };
  expect(replayRule([], RULE as Rule, decade).steps).toBeLessThanOrEqual(24 * 366);
});

it("evaluates each repository with the first team that has it, and the rest together", () => {
  const team = { name: "Core", zone: "Europe/Berlin", working_days: [1, 2], members: [], wip_limit: 3, channel: null };
  const teams = [
    { ...team, key: "core", repositories: ["acme/api"] },
    { ...team, key: "web", repositories: ["acme/api", "acme/web"] },
  ];
  const scopes = toScopes(teams, ["acme/api", "acme/tools", "acme/web"], "UTC");
  expect(scopes.map(({ key, repositories }) => [key, repositories])).toEqual([
    ["core", ["acme/api"]],
    ["web", ["acme/web"]],
    ["", ["acme/tools"]],
  ]);
  expect(toScopes([], ["acme/api"], "UTC")).toMatchObject([{ key: "all", repositories: null }]);
});

it("replays the limit of each team, and says of what happens by itself that it cannot be replayed", () => {
  const team = { name: "Core", zone: "UTC", working_days: [1, 2, 3, 4, 5], members: [], channel: null };
  const teams = [{ ...team, key: "core", repositories: ["acme/api"], wip_limit: null }];
  const scope = everythingScope("UTC");
  const [wip, incident] = parseRules([{ kind: "wip_limit_exceeded", limit: 0 }, { kind: "open_incident" }]);
  const options = { ...WINDOW, scope, teams };
  expect(replayRule([history()], wip as Rule, options)).toMatchObject({ fired: 1, subjects: ["team:core"] });
  expect(replayRule([history()], incident as Rule, options)).toMatchObject({ fired: null, subjects: [] });
});
