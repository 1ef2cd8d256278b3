import { expect, it } from "vitest";
import type { Deployment, Incident } from "#domain/delivery";
import { evaluate } from "#domain/evaluate";
import type { SignalFacts } from "#domain/findings";
import type { PullRequest } from "#domain/pull-request";
import { parseRules } from "#domain/rules";
import { everythingScope } from "#domain/scopes";
import { hoursBefore, NOW, pullRequest, SCOPE, signalFacts } from "../support/pull-requests.ts";

function run(rule: Record<string, unknown>, facts: SignalFacts) {
  const [evaluation] = evaluate(facts, parseRules([rule]));
  if (!evaluation) throw new Error("The rule was not evaluated.");
  return evaluation;
}

function finds(rule: Record<string, unknown>, pull: Partial<PullRequest>): boolean {
  return run(rule, signalFacts([pullRequest(pull)])).findings.length === 1;
}

const stale = { kind: "stale_pr" };

it.each<[string, Partial<PullRequest>, boolean]>([
  ["idle since Wednesday", { lastActivityAt: hoursBefore(48) }, true],
  ["active since", { lastActivityAt: hoursBefore(47.9) }, false],
  ["a draft", { lastActivityAt: hoursBefore(72), isDraft: true }, false],
  ["held", { lastActivityAt: hoursBefore(72), labels: ["WIP"] }, false],
  ["not to be merged", { lastActivityAt: hoursBefore(72), labels: ["do-not-merge"] }, false],
  ["a bot's", { lastActivityAt: hoursBefore(72), authorKind: "bot" }, false],
  ["merged", { lastActivityAt: hoursBefore(72), state: "merged" }, false],
])("calls a pull request stale by its last activity: %s", (_case, pull, expected) => {
  expect(finds(stale, { openedAt: hoursBefore(200), ...pull })).toBe(expected);
});

it("counts working hours unless the rule asks for the wall clock", () => {
  const monday = new Date("2026-11-23T10:00:00Z");
  const facts = signalFacts([pullRequest({ openedAt: new Date("2026-11-20T08:00:00Z") })], { now: monday });
  expect(run(stale, facts).findings).toHaveLength(0);
  const [finding] = run({ ...stale, clock: "wall" }, facts).findings;
  expect(finding).toMatchObject({ value: 74, reason: "no activity for 3 days" });
  const [row] = run(stale, facts).rows;
  expect(row).toMatchObject({ included: false, value: 26, reason: "no activity for 26 working hours" });
});

it("includes bots where the rule asks for all authors", () => {
  expect(finds({ ...stale, authors: "all" }, { authorKind: "bot", lastActivityAt: hoursBefore(72) })).toBe(true);
});

it("waits for a first review from the start of the clock", () => {
  const rule = { kind: "pr_without_review", older_than_hours: 12 };
  expect(finds(rule, { clockStart: hoursBefore(12) })).toBe(true);
  expect(finds(rule, { clockStart: hoursBefore(11) })).toBe(false);
  expect(finds(rule, { clockStart: hoursBefore(30), firstReviewAt: hoursBefore(1) })).toBe(false);
  const facts = signalFacts([pullRequest({ clockStart: hoursBefore(72), requestedReviewers: ["ben"] })]);
  expect(run(rule, facts).findings[0]).toMatchObject({
    owners: ["ben"],
    reason: "waiting 3 working days for a first review",
  });
});

it.each<[string, Partial<PullRequest>, string[], boolean]>([
  ["a key in the branch", {}, [], false],
  ["nothing", { head: "cache" }, [], true],
  ["a key in the title", { head: "cache", title: "ACME-7 Add a cache" }, [], false],
  ["a key in the text", { head: "cache", body: "Part of ACME-7." }, [], false],
  ["a key in a commit", { head: "cache", commitSubjects: ["ACME-7 begin"] }, [], false],
  ["a standard's name", { head: "utf", title: "Read UTF-8 and SHA-256, see RFC-3339" }, [], true],
  ["a key of a known project", { head: "acme" }, ["ACME"], true],
  ["another project's key", {}, ["WEB"], true],
  ["the known key, written small", { head: "acme-7", title: "acme-7" }, ["ACME"], true],
])("looks for a ticket: %s", (_case, pull, projectKeys, expected) => {
  const facts = signalFacts([pullRequest(pull)], { projectKeys });
  expect(run({ kind: "no_ticket_link" }, facts).findings).toHaveLength(expected ? 1 : 0);
});

it("accepts what a pattern of one's own finds, and stops at the limit", () => {
  const rule = { kind: "no_ticket_link", ticket_pattern: "#[0-9]+" };
  expect(finds(rule, { title: "Fix #12", head: "fix" })).toBe(false);
  const many = Array.from({ length: 5 }, (_, number) => pullRequest({ subject: `acme/api#${number}`, head: "x" }));
  expect(run({ ...rule, limit: 3 }, signalFacts(many)).findings).toHaveLength(3);
});

it("notices changes that were asked for and not pushed", () => {
  const rule = { kind: "changes_requested_idle" };
  const reviews: PullRequest["reviews"] = [{ person: "ben", state: "changes_requested", at: hoursBefore(50) }];
  expect(finds(rule, { reviews })).toBe(true);
  expect(finds(rule, { reviews, lastPushAt: hoursBefore(60) })).toBe(true);
  expect(finds(rule, { reviews, lastPushAt: hoursBefore(40) })).toBe(false);
  expect(finds(rule, { reviews: [] })).toBe(false);
});

it("notices what is approved and green and not merged", () => {
  const rule = { kind: "approved_not_merged" };
  const approved = { person: "ben", state: "approved", at: hoursBefore(25) } as const;
  const asked = { person: "eve", state: "changes_requested", at: hoursBefore(30) } as const;
  expect(finds(rule, { reviews: [approved] })).toBe(true);
  expect(finds(rule, { reviews: [approved, asked] })).toBe(false);
  expect(finds(rule, { reviews: [{ ...approved, at: hoursBefore(23) }] })).toBe(false);
  for (const state of ["red", "pending"] as const) {
    expect(finds(rule, { reviews: [approved], checks: { state, failing: [], redSince: null } })).toBe(false);
  }
});

it("notices checks that stay red, and what is large", () => {
  const red = { state: "red", failing: ["CI"], redSince: hoursBefore(24) } as const;
  expect(finds({ kind: "red_checks" }, { checks: { ...red, failing: ["CI"] } })).toBe(true);
  expect(finds({ kind: "red_checks" }, { checks: { ...red, failing: ["CI"], redSince: hoursBefore(2) } })).toBe(false);
  expect(finds({ kind: "large_pr", lines: 800 }, { lines: 800 })).toBe(true);
  expect(finds({ kind: "large_pr", lines: 800 }, { lines: 799 })).toBe(false);
  expect(finds({ kind: "large_pr", lines: 800 }, { lines: null })).toBe(false);
});

it("counts work in progress for every scope, and finds it only above the limit", () => {
  const pulls = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      pullRequest({ subject: `acme/api#${index}`, openedAt: hoursBefore(10 - index) }),
    );
  const rule = { kind: "wip_limit_exceeded", limit: 5 };
  const at = run(rule, signalFacts([...pulls(5), pullRequest({ isDraft: true }), pullRequest({ authorKind: "bot" })]));
  expect(at.wip).toMatchObject([{ scope: "core", wip: 5, limit: 5, exceeded: false }]);
  expect(at.findings).toEqual([]);
  expect(at.rows.filter(({ included }) => included)).toHaveLength(5);

  const over = run(rule, signalFacts(pulls(7)));
  expect(over.wip).toMatchObject([{ wip: 7, exceeded: true }]);
  // The sixth is the one too many.
  expect(over.findings).toMatchObject([{ subject: "team:core", value: 7, scope: "core", since: hoursBefore(5) }]);
  expect(run(rule, signalFacts(pulls(7), { scope: { ...SCOPE, wipLimit: 7 } })).findings).toEqual([]);
  expect(run(rule, signalFacts(pulls(7), { scope: { ...SCOPE, key: "" } }))).toMatchObject({ findings: [], wip: [] });
});

const TEAM = { name: "T", zone: "UTC", working_days: [1, 2, 3, 4, 5], members: [], wip_limit: null, channel: null };

it("judges everything by its teams: a limit for each, and nothing for all of them together", () => {
  const teams = [
    { ...TEAM, key: "core", repositories: ["acme/api", "acme/shared"], wip_limit: 2 },
    { ...TEAM, key: "web", repositories: ["acme/web", "acme/shared"] },
  ];
  const pull = (repo: string, number: number) => pullRequest({ subject: `${repo}#${number}`, repo });
  const pulls = [pull("acme/api", 1), pull("acme/api", 2), pull("acme/web", 3), pull("acme/tools", 4)];
  const shared = pull("acme/shared", 5);
  const facts = signalFacts([...pulls, shared], { scope: everythingScope("UTC"), teams });
  const { wip, findings, rows } = run({ kind: "wip_limit_exceeded", limit: 5 }, facts);
  expect(wip).toMatchObject([
    { scope: "core", wip: 3, limit: 2, exceeded: true },
    { scope: "web", wip: 2, limit: 5, exceeded: false },
  ]);
  expect(findings.map(({ subject }) => subject)).toEqual(["team:core"]);
  // What two teams share is open once.
  expect(rows.map(({ subject }) => subject)).toEqual([...pulls, shared].map(({ subject }) => subject));
});

it("counts the hours of each pull request by the working days of its team", () => {
  const teams = [
    { ...TEAM, key: "core", repositories: ["acme/api"] },
    { ...TEAM, key: "early", repositories: ["acme/web"], working_days: [5] },
  ];
  const pulls = ["acme/api", "acme/web", "acme/tools"].map((repo) =>
    pullRequest({ subject: `${repo}#1`, repo, openedAt: hoursBefore(60) }),
  );
  const facts = signalFacts(pulls, { scope: everythingScope("UTC"), teams });
  expect(run(stale, facts).findings.map(({ subject }) => subject)).toEqual(["acme/api#1", "acme/tools#1"]);
});

it("knows when each finding became one, by the clock of its rule", () => {
  const monday = new Date("2026-11-23T10:00:00Z");
  const openedAt = new Date("2026-11-19T10:00:00Z");
  const facts = signalFacts([pullRequest({ openedAt })], { now: monday });
  expect(run(stale, facts).findings[0]?.crossedAt).toEqual(new Date("2026-11-23T10:00:00Z"));
  expect(run({ ...stale, clock: "wall" }, facts).findings[0]?.crossedAt).toEqual(new Date("2026-11-21T10:00:00Z"));
});

it("reports failed deployments and open incidents", () => {
  const failed: Deployment = {
    ...{ subject: "acme/api/deployments/1", repo: "acme/api", url: "", environment: "production", ref: "v1" },
    ...{ branch: "main", sha: "abc", creator: "ada", status: "failure" },
    ...{ createdAt: hoursBefore(3), finishedAt: hoursBefore(2) },
  };
  const incident: Incident = {
    ...{ subject: "acme/api#70", repo: "acme/api", number: 70, title: "Logins fail", url: "", author: "ada" },
    ...{ assignees: ["ben"], openedAt: hoursBefore(1), resolvedAt: null, rootCause: null, fixedIn: null },
  };
  const facts = signalFacts([], { failedDeployments: [failed], incidents: [incident] });
  expect(run({ kind: "failed_deployment" }, facts).findings).toMatchObject([
    { owners: ["ada"], since: hoursBefore(2) },
  ]);
  expect(run({ kind: "open_incident" }, facts).findings).toMatchObject([{ owners: ["ben"], value: 1 }]);
});

it("proves each figure: the included rows are the findings, and the others say why they are not", () => {
  const pulls = [
    pullRequest({ subject: "acme/api#1", lastActivityAt: hoursBefore(72) }),
    pullRequest({ subject: "acme/api#2", lastActivityAt: hoursBefore(72), isDraft: true }),
    pullRequest({ subject: "acme/api#3", lastActivityAt: hoursBefore(72), authorKind: "bot" }),
    pullRequest({ subject: "acme/api#4" }),
  ];
  const { rows, findings } = run(stale, signalFacts(pulls));
  expect(rows.filter(({ included }) => included).map(({ subject }) => subject)).toEqual(
    findings.map(({ subject }) => subject),
  );
  expect(rows.map(({ reason }) => reason)).toEqual([
    "no activity for 3 working days",
    "a draft",
    "opened by a bot",
    "no activity for 1 working hour",
  ]);
  expect(rows[0]).toMatchObject({ started_at: hoursBefore(72).toISOString(), ended_at: NOW.toISOString(), value: 72 });
});
