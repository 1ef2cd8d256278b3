import { expect, it } from "vitest";
import { ago, house, type Pull } from "../support/house.ts";
import { NOW } from "../support/kernel.ts";

const PULLS: Pull[] = [
  { number: 1, openedHoursAgo: 200, author: "ada" },
  { number: 2, openedHoursAgo: 100, author: "ben" },
  { number: 3, openedHoursAgo: 50, author: "ada", draft: true },
];

const ADA = { vendor: "slack", handle: "U1", name: "Ada", email: null, zone: "Asia/Tokyo", kind: "human" } as const;

const subjectsOf = (result: { items: { subject: string }[] }) => result.items.map(({ subject }) => subject);

it("shows a person what needs them, and where to find what needs their team", async () => {
  const { ask, directory } = await house("sqlite", PULLS);
  await directory.see([ADA], NOW);
  const nobody = await ask("triage", { mine: true });
  expect(nobody.result).toMatchObject({ items: [], mine: { has_account: false, teams: [] } });
  expect(nobody.view.text).toContain("/adjutant link github LOGIN");

  await ask("link", { vendor: "github", login: "ada" });
  await ask("teams.save", { key: "core", name: "Core", repositories: ["acme/api"], members: ["U1"] });
  const { result, view } = await ask("triage", { mine: true });
  expect(subjectsOf(result)).toEqual(["acme/api#1"]);
  expect(result).toMatchObject({ hidden: { drafts: 1 }, mine: { teams: [{ key: "core", name: "Core" }] } });
  expect(view.text).toMatch(/^For you: One thing needs you\. First: acme\/api#1/);
  expect(JSON.stringify(view.nodes)).toContain(
    '{"label":"Triage of Core","call":{"name":"triage","input":{"team":"core"}}',
  );
  expect(view.nodes.map(({ type }) => type)).not.toContain("figures");

  await ask("signals.done", { subject: "acme/api#1" });
  expect((await ask("triage", { mine: true })).view.text).toContain("nothing needs you right now. Enjoy the quiet.");
});

it("counts a review that is asked of a person among what needs them, before what they wait for", async () => {
  const pulls = [PULLS[0], { ...PULLS[1], reviewers: ["ada"] }] as Pull[];
  const { ask } = await house("sqlite", pulls);
  await ask("link", { vendor: "github", login: "ada" });
  const { result } = await ask("triage", { mine: true });
  expect(result.items).toMatchObject([
    { rank: 1, subject: "acme/api#2", owners: ["ada"] },
    { rank: 2, subject: "acme/api#1" },
  ]);
});

it("tells nobody but the person themselves what needs them", async () => {
  const { ask } = await house("sqlite", PULLS);
  await expect(ask("triage", { mine: true }, "key:ci")).rejects.toThrow("Only in Slack do I know who you are");
});

it("calls new what crossed its threshold since the last working day, by working time", async () => {
  // NOW is a Friday at nine in UTC; the last working day began 33 hours before.
  const { ask } = await house("sqlite", [
    { number: 1, openedHoursAgo: 44 },
    { number: 2, openedHoursAgo: 46 },
  ]);
  const items = async (input: object = {}) =>
    Object.fromEntries(
      (await ask("triage", input)).result.items.map((item: never) => [item["subject"], item["is_new"]]),
    );
  // Without a review for twelve hours since 32 and 34 hours ago.
  expect(await items()).toEqual({ "acme/api#1": true, "acme/api#2": false });
});

it("judges the limit of each team, and none of all of them together; what it finds can be snoozed", async () => {
  const pulls = [1, 2, 3].map((number) => ({ number, openedHoursAgo: 5 }));
  const rules = "- { name: wip, kind: wip_limit_exceeded, limit: 1 }";
  const { ask } = await house("sqlite", pulls, { rules });
  expect(subjectsOf((await ask("triage")).result)).toEqual(["team:all"]);
  await ask("teams.save", { key: "core", repositories: ["acme/api"], wip_limit: 2 });
  await ask("teams.save", { key: "web", repositories: ["acme/web"] });
  expect(subjectsOf((await ask("triage")).result)).toEqual(["team:core"]);
  const standup = (await ask("standup")).result;
  expect(standup).toMatchObject({
    wip_open_prs: 3,
    wip_limit: null,
    wip_by_team: [
      { team: "core", wip: 3, limit: 2, exceeded: true },
      { team: "web", wip: 0, limit: 1, exceeded: false },
    ],
  });
  expect(standup.in_progress).toHaveLength(3);
  await ask("signals.snooze", { subject: "team:core" });
  expect((await ask("triage")).result).toMatchObject({ items: [], hidden: { snoozed: 1 } });
  expect((await ask("signals", { state: "snoozed" })).result.signals).toMatchObject([{ subject: "team:core" }]);
});

it("finds nothing by rules that are not in force, though it counts by them", async () => {
  const { ask } = await house("sqlite", PULLS, { rules: "- { name: red, kind: red_checks }" });
  expect((await ask("triage")).result).toMatchObject({ stale_pr_count: 2, items: [], counts: {} });
});

it("hides what was done however much else was resolved before, and shows what is found about it anew", async () => {
  const { ask, signals } = await house("sqlite", PULLS);
  await signals.evaluate(NOW);
  await ask("signals.done", { subject: "acme/api#1" });
  expect((await ask("triage")).result).toMatchObject({ items: [{ subject: "acme/api#2" }], hidden: { done: 1 } });
});

it("leaves out only the reasons that are snoozed for a rule", async () => {
  const { ask } = await house("sqlite", PULLS);
  const kinds = async () =>
    (await ask("triage")).result.items
      .filter(({ subject }: { subject: string }) => subject === "acme/api#1")
      .map(({ kind, reasons }: { kind: string; reasons: string[] }) => [kind, reasons.length]);
  expect(await kinds()).toEqual([["pr_without_review", 2]]);
  await ask("signals.snooze", { subject: "acme/api#1", rule: "pr_no_review" });
  expect(await kinds()).toEqual([["stale_pr", 1]]);
  await expect(ask("signals.snooze", { subject: "acme/api#1", rule: "nope" })).rejects.toThrow("There are: stale48h");
});

it("keeps the moment it was asked about in everything that leads on, and takes no moment to come", async () => {
  const pulls = Array.from({ length: 7 }, (_, index) => ({ number: index + 1, openedHoursAgo: 300 }));
  const { ask } = await house("sqlite", pulls);
  const as_of = ago(10);
  for (const name of ["triage", "standup"]) {
    const { view } = await ask(name, { as_of });
    const buttons = view.nodes.flatMap((node) => (node.type === "buttons" ? node.buttons : []));
    expect(buttons.map(({ call }) => call.input)).toMatchObject([{ as_of }]);
  }
  for (const name of ["triage", "standup", "signals"]) {
    await expect(ask(name, { as_of: ago(-1) })).rejects.toThrow("lies in the future");
  }
});

it("says when nothing is heard any more, and that nothing was evaluated yet", async () => {
  const { ask, signals } = await house("sqlite", PULLS, { pollMs: 60_000, zone: "Europe/Berlin" });
  const frozen = "Frozen: nothing heard from GitHub since Wed, 18 Nov 2026, 08:00 Europe/Berlin; nothing is opened";
  for (const name of ["triage", "signals"]) {
    const { result, view } = await ask(name);
    expect(result).toMatchObject({ evaluated_at: null, frozen: [{ source: "github", since: ago(50) }] });
    expect(JSON.stringify(view.nodes)).toContain(frozen);
    expect(JSON.stringify(view.nodes)).toContain("The rules have not been evaluated yet");
  }
  await expect(ask("signals.done", { subject: "acme/api#1" })).rejects.toThrow("while nothing is heard from GitHub");
  await ask("signals.snooze", { subject: "acme/api#1" });
  expect(subjectsOf((await ask("triage")).result)).toEqual(["acme/api#2"]);
  await signals.noteEvaluation(NOW);
  expect((await ask("signals")).result.evaluated_at).toBe(NOW.toISOString());
});
