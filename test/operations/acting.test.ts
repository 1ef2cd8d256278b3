import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import type { Invocation, Outcome, RefusalCode } from "#kernel/invocation";
import type { GithubReads } from "#kernel/ports/github";
import { createLog } from "#lib/log";
import { type Acting, act } from "#operations/acting";
import { createActing } from "#store/acting";
import { createFacts } from "#store/facts";
import { house, type Pull } from "../support/house.ts";
import { NOW } from "../support/kernel.ts";
import { policySource } from "../support/policy.ts";

const HOUR = 3_600_000;
/** The Friday of the house, at noon in UTC. */
const NOON = new Date(NOW.getTime() + 3 * HOUR);
const days = (count: number) => new Date(NOON.getTime() + count * 24 * HOUR);

const PEOPLE = [
  ["U1", "ada", "UTC"],
  ["U2", "ben", "UTC"],
  ["U3", "cyd", "Asia/Tokyo"],
] as const;

const WAITING: Pull[] = [
  { number: 1, openedHoursAgo: 40, author: "ada", reviewers: ["ben"] },
  { number: 2, openedHoursAgo: 44, author: "ada", reviewers: ["ben"] },
];

interface Setting {
  rules?: string;
  policy?: string;
  github?: Partial<GithubReads>;
  answer?: Outcome["status"];
}

/** Everything that acts, over a real store; what it asks for is written down instead of performed. */
async function setUp(pulls: Pull[], { rules, policy, github, answer = "proposed" }: Setting = {}) {
  const built = await house("sqlite", pulls, rules === undefined ? {} : { rules });
  const { store, signals, directory, ports } = built;
  for (const [handle, login, zone] of PEOPLE) {
    const email = `${login}@example.com`;
    await directory.see([{ vendor: "slack", handle, name: login, email, zone, kind: "human" }], NOW);
    await directory.see([{ vendor: "github", handle: login, name: login, email, kind: "human" }], NOW);
  }
  const asked: Invocation[] = [];
  let answers: { status: Outcome["status"]; code?: RefusalCode } = { status: answer };
  const acting = createActing(store);
  const parts = (now: Date): Acting => ({
    ports: {
      ...ports,
      acting,
      facts: createFacts(store),
      vendors: { github: (github as GithubReads) ?? null } as never,
    },
    policy: policySource(() => policy ?? DEFAULT_POLICY),
    async invoke(invocation) {
      asked.push(invocation);
      return { ...answers, id: invocation.id ?? "" } as Outcome;
    },
    log: createLog("silent"),
    now: () => now,
  });
  return {
    ...built,
    acting,
    /** What rules ask for at a moment. */
    async at(now: Date) {
      asked.length = 0;
      await signals.evaluate(now);
      await act(parts(now));
      return [...asked];
    },
    answer: (status: Outcome["status"], code?: RefusalCode) => {
      answers = { status, ...(code && { code }) };
    },
  };
}

const subjectsIn = async ({ signals }: Awaited<ReturnType<typeof setUp>>, { input }: Invocation) => {
  const { items } = input as { items: { signal: string }[] };
  return Promise.all(items.map(async ({ signal }) => (await signals.find(signal))?.subject));
};

it("asks a reviewer once a day, in one message about everything, and twice at most; then the author", async () => {
  const built = await setUp(WAITING);
  const first = await built.at(NOON);
  expect(first).toMatchObject([
    {
      name: "nudges.dm",
      input: { person: "U2", items: [{ as: "reviewer" }, { as: "reviewer" }] },
      actor: { kind: "schedule", id: "rule:pr_no_review" },
      origin: { surface: "rule" },
      cause: { words: "acme/api#2 waits for a first review, and 1 more." },
      isTainted: false,
    },
  ]);
  expect(first[0]?.cause?.ref).toMatch(/^signal:/);
  expect(first[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await subjectsIn(built, first[0] as Invocation)).toEqual(["acme/api#2", "acme/api#1"]);
  expect(await built.at(new Date(NOON.getTime() + HOUR))).toEqual([]);
  expect(await built.at(days(1))).toEqual([]);
  expect(await built.at(days(3))).toMatchObject([{ input: { person: "U2" } }]);
  expect(await built.at(days(4))).toMatchObject([
    { input: { person: "U1", items: [{ as: "author" }, { as: "author" }] } },
  ]);
});

it("waits until somebody is at work where they are", async () => {
  const built = await setUp([{ number: 1, openedHoursAgo: 40, author: "ada", reviewers: ["cyd"] }]);
  expect(await built.at(NOON)).toEqual([]);
  // Monday, nine in the morning in Tokyo.
  expect(await built.at(new Date("2026-11-23T00:00:00Z"))).toMatchObject([{ input: { person: "U3" } }]);
});

it("leaves people alone who are away or said that it is not them, and asks the author instead", async () => {
  const built = await setUp([WAITING[0] as Pull]);
  await built.ask("nudges.not-me", { subject: "acme/api#1" }, "slack:U2");
  expect(await built.at(NOON)).toMatchObject([{ input: { person: "U1", items: [{ as: "author" }] } }]);

  const absent = await setUp([WAITING[0] as Pull]);
  await absent.ask("away", { days: "2026-11-20 to 2026-11-27" }, "slack:U2");
  expect(await absent.at(NOON)).toMatchObject([{ input: { person: "U1", items: [{ as: "author" }] } }]);

  const quiet = await setUp([WAITING[0] as Pull]);
  await quiet.ask("nudges.quiet", { for: "1w" }, "slack:U2");
  await quiet.ask("nudges.quiet", { for: "always" }, "slack:U1");
  expect(await quiet.at(NOON)).toEqual([]);
  await quiet.ask("nudges.resume", {}, "slack:U2");
  expect(await quiet.at(NOON)).toMatchObject([{ input: { person: "U2" } }]);
});

it("repeats under the same id what could not be asked for, or not for now, and not what was refused for good", async () => {
  const built = await setUp([WAITING[0] as Pull], { answer: "unavailable" });
  const [first] = await built.at(NOON);
  const [again] = await built.at(new Date(NOON.getTime() + HOUR));
  expect(again?.id).toBe(first?.id);
  built.answer("refused", "limit");
  expect(await built.at(NOON)).toMatchObject([{ id: first?.id }]);
  built.answer("refused", "user");
  expect(await built.at(NOON)).toHaveLength(1);
  expect(await built.at(NOON)).toEqual([]);
});

it("says nothing about a kind that the policy blocks, nor before the policy's own threshold", async () => {
  const blocked = await setUp(WAITING, { policy: "pr_without_review: { action: block }" });
  expect(await blocked.at(NOON)).toEqual([]);
  const patient = await setUp([WAITING[0] as Pull], { policy: "pr_without_review: { action: nudge, threshold: 60 }" });
  expect(await patient.at(NOON)).toEqual([]);
  expect(await patient.at(days(3))).toHaveLength(1);
});

it("asks the code owner with the fewest reviews where nobody was asked, and proposes them", async () => {
  const rules = `- { name: review, kind: pr_without_review, then: [{ nudge: reviewer }, { suggest_reviewer: true }] }`;
  const github = { codeowners: async () => "* @ada @cyd @ben", changedPaths: async () => ["a.ts", "b.ts"] };
  const pulls = [
    { number: 1, openedHoursAgo: 40, author: "ada" },
    { number: 2, openedHoursAgo: 1, author: "ada", reviewers: ["cyd"] },
  ];
  const built = await setUp(pulls, { rules, github });
  expect(await built.at(NOON)).toMatchObject([
    { name: "pr.request-review", input: { pull: "acme/api#1", login: "ben" } },
    { name: "nudges.dm", input: { person: "U2", items: [{ as: "code_owner" }] } },
  ]);
  const { result } = await built.ask("triage");
  expect(result.items[0].offers.reviewer).toEqual({
    login: "ben",
    reason: "owns 2 of 2 changed files, has 0 reviews open",
  });
});

it("labels and creates tickets once, and marks a stranger's title as such", async () => {
  const rules = `- { name: mine, kind: no_ticket_link, then: [{ label: needs-ticket }, { create_ticket: true }] }`;
  const built = await setUp([{ number: 1, openedHoursAgo: 40, title: "Fix\nit", branch: "x" }], { rules });
  expect(await built.at(NOON)).toMatchObject([
    { name: "pr.label", input: { pull: "acme/api#1", label: "needs-ticket" }, isTainted: false },
    { name: "issue.create", input: { project: "acme/api", title: "Fix it" }, isTainted: true },
  ]);
  expect(await built.at(days(3))).toEqual([]);
});

it("climbs from whoever owns what is blocked to the one who was named, the team and the lead", async () => {
  const policy = "roles: { leads: { core: [U90] } }";
  const rules = "- { name: blocked, kind: blocked_pr, then: [{ escalate: [owner, unblocker, team, lead] }] }";
  const built = await setUp([{ number: 1, openedHoursAgo: 40, author: "ada" }], { policy, rules });
  await built.ask("teams.save", { key: "core", repositories: ["acme/api"], channel: "C1" });
  await built.ask("blocked", { subject: "acme/api#1", why: "waiting for <@U2>" });
  expect(await built.at(NOON)).toMatchObject([
    { name: "nudges.dm", input: { person: "U1", items: [{ as: "owner" }] } },
  ]);
  expect(await built.at(new Date(NOON.getTime() + HOUR))).toEqual([]);
  expect(await built.at(days(3))).toMatchObject([{ input: { person: "U2", items: [{ as: "unblocker" }] } }]);
  const post = { name: "messages.post", input: { channel: "C1", call: { name: "signals.explain" } } };
  expect(await built.at(days(4))).toMatchObject([post]);
  expect(await built.at(days(5))).toMatchObject([{ input: { person: "U90", items: [{ as: "lead" }] } }]);
  expect(await built.at(days(6))).toEqual([]);
});

it("passes over whoever does not want to hear, and goes on climbing", async () => {
  const rules = "- { name: blocked, kind: blocked_pr, then: [{ escalate: [unblocker, team] }] }";
  const built = await setUp([{ number: 1, openedHoursAgo: 40, author: "ada" }], { rules });
  await built.ask("teams.save", { key: "core", repositories: ["acme/api"], channel: "C1" });
  await built.ask("blocked", { subject: "acme/api#1", why: "waiting for <@U2|ben>" });
  await built.ask("nudges.quiet", { for: "always" }, "slack:U2");
  expect(await built.at(days(3))).toEqual([]);
  expect(await built.acting.steps(["acme/api#1"])).toMatchObject([{ detail: "unblocker", recipient: "" }]);
  expect(await built.at(days(4))).toMatchObject([{ name: "messages.post" }]);
});

it("ends the climb when it is snoozed or unblocked", async () => {
  const built = await setUp([{ number: 1, openedHoursAgo: 40, author: "ada", reviewers: ["ben"] }], {
    rules: "- { name: blocked, kind: blocked_pr, then: [{ escalate: [owner, unblocker] }] }",
  });
  await built.ask("blocked", { subject: "acme/api#1", why: "keys" });
  expect(await built.at(NOON)).toHaveLength(1);
  await built.ask("signals.snooze", { subject: "acme/api#1", for: "3d" });
  expect(await built.at(days(2))).toEqual([]);
  const { view } = await built.ask("unblocked", { subject: "acme/api#1" });
  expect(view.text).toContain("acme/api#1 can go on");
  expect(await built.signals.list({ kinds: ["blocked_pr"], states: ["open", "snoozed"] })).toEqual([]);
  expect(await built.at(days(4))).toEqual([]);
});

it("holds back what is more than a channel bears in an hour, says so, and sends it afterwards", async () => {
  const rules = "- { name: wide, kind: stale_pr, then: [{ escalate: [team] }] }";
  const pulls = [1, 2, 3, 4].map((number) => ({ number, openedHoursAgo: 210 - number }));
  const built = await setUp(pulls, { rules });
  await built.ask("teams.save", { key: "core", repositories: ["acme/api"], channel: "C1" });
  expect(await built.at(NOON)).toEqual([]);
  expect(await built.at(days(4))).toHaveLength(3);
  const held = await built.acting.heldBack(NOON);
  expect(held).toMatchObject([{ recipient: "slack:C1", subject: "acme/api#4" }]);
  expect((await built.ask("triage")).result.held_back).toEqual([
    { subject: "acme/api#4", words: "acme/api#4 has not moved, and nothing has changed." },
  ]);
  expect(await built.at(new Date(days(4).getTime() + HOUR))).toHaveLength(1);
  expect(await built.acting.heldBack(NOON)).toEqual([]);
});

it("bothers nobody while nothing is heard from a source", async () => {
  const built = await setUp(WAITING);
  await built.signals.evaluate(NOON);
  const { settings } = built.ports;
  settings.pollIntervalMs["github"] = 60_000;
  expect(await built.at(days(3))).toEqual([]);
});
