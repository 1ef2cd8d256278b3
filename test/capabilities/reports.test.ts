import { describe, expect, it } from "vitest";
import { ago, house, type Pull } from "../support/house.ts";
import { dialects } from "../support/stores.ts";

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
    expect((await ask("triage")).view.text).toContain("nothing has been heard from any source yet");
    expect((await ask("signals")).view.text).toBe("There are no signals yet: the rules have not been evaluated.");
    await expect(ask("standup", { team: "core" })).rejects.toThrow("There is no team “core”");
    await expect(ask("signals", { kind: "nope" })).rejects.toThrow("There are: stale_pr");
    await expect(ask("signals.snooze", { subject: "acme/api#9" })).rejects.toThrow("Nothing is known of acme/api#9");
    await expect(ask("signals.done", { subject: "acme/api#9" })).rejects.toThrow("nothing to change");
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
