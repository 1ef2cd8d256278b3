import { describe, expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { fromWebhook } from "#integrations/github/normalise";
import type { Ports } from "#kernel/context";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createSignals } from "#store/signals";
import { createTeams } from "#store/teams";
import { NOW, testKernel } from "../support/kernel.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();

interface Pull {
  number: number;
  openedHoursAgo: number;
  title?: string;
  author?: string;
  type?: string;
  draft?: boolean;
  branch?: string;
}

function opened({
  number,
  openedHoursAgo,
  title = "Change",
  author = "ada",
  type = "User",
  draft = false,
  branch,
}: Pull) {
  const at = ago(openedHoursAgo);
  const user = { login: author, id: 1, type };
  const repository = { id: 1, full_name: "acme/api", name: "api", owner: { login: "acme" } };
  const pull_request = {
    ...{ id: number, number, title, body: null, draft, user, state: "open", labels: [], requested_reviewers: [] },
    ...{ created_at: at, updated_at: at, closed_at: null, merged_at: null, merged: false, merge_commit_sha: null },
    ...{ html_url: `https://github.example.com/acme/api/pull/${number}`, additions: 1, deletions: 1, changed_files: 1 },
    ...{ head: { ref: branch ?? `API-${number}-x`, sha: `sha${number}` }, base: { ref: "main", sha: "base" } },
  };
  const payload = { action: "opened", number, pull_request, repository, sender: user };
  const raw = Buffer.from(JSON.stringify(payload));
  return fromWebhook({ event: "pull_request", delivery: `d${number}`, payload, raw, receivedAt: new Date(at) });
}

async function house(dialect: (typeof dialects)[number], pulls: Pull[]) {
  const store = await openTestStore(dialect);
  if (pulls.length > 0) await createEvents(store).ingest(pulls.map(opened));
  const facts = createFacts(store);
  const directory = { ...createPeople(store), ...createTeams(store) };
  const rules = { current: () => parseRulesYaml(DEFAULT_RULES), problem: () => null };
  const settings = { zone: "UTC", pollIntervalMs: { github: null } };
  const signals = createSignals({ store, facts, directory, rules, settings });
  const ports: Partial<Ports> = { facts, directory, rules, settings, signals, memory: createMemory(store) };
  const { invoke } = testKernel(catalogue, ports);

  async function ask(name: string, input: object = {}) {
    const outcome = await invoke({
      name,
      input,
      actor: { kind: "person", id: "slack:U1" },
      origin: { surface: "slack" },
    });
    if (outcome.status !== "done") throw new Error(outcome.message);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }
  return { ask, signals };
}

const PULLS: Pull[] = [
  { number: 1, openedHoursAgo: 200, title: "Oldest" },
  { number: 2, openedHoursAgo: 60, title: "<!channel> *hello* <https://evil.example|click>" },
  { number: 3, openedHoursAgo: 3, branch: "no-key" },
  { number: 4, openedHoursAgo: 300, type: "Bot", author: "robot[bot]" },
  { number: 5, openedHoursAgo: 300, draft: true },
];

describe.each(dialects)("reports (%s)", (dialect) => {
  it("count what people have open and leave out bots and drafts, saying so", async () => {
    const { ask } = await house(dialect, PULLS);
    const { result } = await ask("standup");
    expect(result).toMatchObject({
      stale_pr_count: 2,
      wip_open_prs: 3,
      pr_without_review_count: 2,
      stale_pr_top: ["acme/api#1", "acme/api#2"],
    });
    const triage = (await ask("triage")).result;
    expect(triage.hidden).toMatchObject({ bots: 1, drafts: 1 });
    expect(triage.items[0]).toMatchObject({ rank: 1, subject: "acme/api#1", next_step: "review" });
  });

  it("print no data, never 0, for what nobody measured", async () => {
    const { ask } = await house(dialect, PULLS);
    const { result, view } = await ask("standup");
    expect(result.deployments_last_24h).toBeNull();
    expect(view.text).toContain("no data on deployments");
  });

  it("open every figure to rows whose number is the figure", async () => {
    const { ask } = await house(dialect, PULLS);
    const { result: report } = await ask("standup");
    for (const figure of [
      "stale_pr_count",
      "wip_open_prs",
      "pr_without_review_count",
      "no_ticket_link_count",
      "merged_count",
    ]) {
      const { result: proof } = await ask("why", { figure });
      expect(proof.rows.filter((row: { included: boolean }) => row.included)).toHaveLength(report[figure]);
      expect(proof.value).toBe(report[figure]);
    }
  });

  it("show the world as it was at a moment, and nothing later", async () => {
    const { ask } = await house(dialect, PULLS);
    const { result } = await ask("triage", { as_of: ago(100) });
    expect(result.open_prs_total).toBe(3);
    expect(result.items.map(({ subject }: { subject: string }) => subject)).toEqual(["acme/api#1"]);
    expect(result.is_live).toBe(false);
  });

  it("give the same bytes for the same moment", async () => {
    const { ask } = await house(dialect, PULLS);
    const [one, two] = [await ask("standup", { as_of: ago(1) }), await ask("standup", { as_of: ago(1) })];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  it("take a subject from the list while it is snoozed or done, and bring it back", async () => {
    const { ask } = await house(dialect, PULLS);
    const subjects = async () => (await ask("triage")).result.items.map(({ subject }: { subject: string }) => subject);
    await ask("signals.snooze", { subject: "acme/api#1" });
    expect(await subjects()).not.toContain("acme/api#1");
    await ask("signals.reopen", { subject: "acme/api#1" });
    await ask("signals.done", { subject: "ACME/api#1" });
    expect(await subjects()).not.toContain("acme/api#1");
    await ask("signals.reopen", { subject: "acme/api#1" });
    expect(await subjects()).toContain("acme/api#1");
  });

  it("say what is empty, what is unknown and what cannot be changed", async () => {
    const { ask } = await house(dialect, []);
    expect((await ask("triage")).view.text).toContain("nothing needs anybody");
    expect((await ask("signals")).view.text).toBe("There are no signals.");
    await expect(ask("standup", { team: "core" })).rejects.toThrow("There is no team “core”");
    await expect(ask("signals", { kind: "nope" })).rejects.toThrow("There are: stale_pr");
    await expect(ask("signals.snooze", { subject: "acme/api#9" })).rejects.toThrow("nothing to change");
    await expect(ask("signals.evaluate", { yaml: "rules: [{ kind: nope }]" })).rejects.toThrow(
      "unsupported rule kind: nope",
    );
  });

  it("evaluate rules that are not switched on, also as the usual example writes them", async () => {
    const { ask } = await house(dialect, PULLS);
    const yaml = `rules:
      - { name: stale48h, kind: stale_pr, older_than_hours: 48 }
      - { name: wip, kind: wip_limit_exceeded, limit: 2 }
      - { name: ticket, kind: no_ticket_link, ticket_pattern: [A-Z]+-[0-9]+ }`;
    const { results } = (await ask("signals.evaluate", { yaml })).result;
    expect(results.stale48h.map(({ subject }: { subject: string }) => subject)).toEqual(["acme/api#1", "acme/api#2"]);
    expect(results.wip).toMatchObject([{ wip: 3, limit: 2, exceeded: true, day: "2026-11-20" }]);
    expect(results.ticket).toMatchObject([{ subject: "acme/api#3", author: "ada" }]);
  });

  it("keep teams, projects and accounts", async () => {
    const { ask } = await house(dialect, PULLS);
    await ask("teams.save", { key: "core", repositories: ["acme/api"], zone: "Europe/Berlin", wip_limit: 2 });
    expect((await ask("standup", { team: "core" })).result).toMatchObject({ wip_limit: 2, zone: "Europe/Berlin" });
    await ask("projects.create", { key: "api", name: "API", team: "core" });
    await expect(ask("projects.create", { key: "API", name: "Again" })).rejects.toThrow("is taken");
    expect((await ask("link", { vendor: "github", login: "@Octocat" })).result.accounts).toContainEqual({
      vendor: "github",
      handle: "octocat",
    });
    expect((await ask("whoami")).view.text).toContain("octocat on github");
  });
});
