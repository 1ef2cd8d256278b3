import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PULL_REQUESTS_MAX } from "#domain/pull-request";
import { type RulesTesting, testRules } from "#operations/rules";
import { house } from "../support/house.ts";
import { NOW } from "../support/kernel.ts";
import { createFolder } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

const RULES = `rules:
  - { name: stale48h, kind: stale_pr, older_than_hours: 48 }
  - { name: wip, kind: wip_limit_exceeded, limit: 1 }
  - { name: incidents, kind: open_incident }
  - { name: deployments, kind: failed_deployment }
`;

async function start(change: Partial<RulesTesting> = {}) {
  const file = join(await createFolder(), "rules.yaml");
  await writeFile(file, RULES);
  const pulls = [200, 100, 20].map((openedHoursAgo, index) => ({ number: index + 1, openedHoursAgo }));
  const { ask, directory, facts } = await house("sqlite", pulls);
  const { terminal, printed } = createTestTerminal();
  const operation = testRules(async () => ({ facts, directory, zone: "UTC", now: () => NOW, ...change }));
  const run = (fields: Record<string, string[]> = {}, json = false) =>
    operation.run({ words: [file], fields, json, terminal });
  return { ask, facts, run, printed };
}

it("replays what is made of pull requests, and says of the rest that it cannot be", async () => {
  const { ask, run, printed } = await start();
  await ask("teams.save", { key: "core", repositories: ["acme/api"] });
  await run();
  expect(printed).toEqual([
    "stale48h would have fired 2 times on 2 of 3 pull requests: 0.2 a week.",
    "wip would have fired once on team:core: 0.1 a week.",
    "incidents (open_incident) cannot be replayed: it fires once for each by its nature.",
    "deployments (failed_deployment) cannot be replayed: it fires once for each by its nature.",
  ]);
  await run({}, true);
  const { replays, is_cut } = JSON.parse(printed.at(-1) ?? "");
  expect(replays.map(({ fired }: { fired: number | null }) => fired)).toEqual([2, 1, null, null]);
  expect(is_cut).toBe(false);
});

it.each<[string, Record<string, string[]>, string]>([
  ["a range that runs backwards", { from: ["2026-11-10"], to: ["2026-11-01"] }, "is not before --to 2026-11-01"],
  ["a range of no time", { from: ["2026-11-10"], to: ["2026-11-10"] }, "is not before"],
  ["an end that is yet to come", { to: ["2026-12-24"] }, "lies in the future"],
  ["what is no date", { from: ["soon"] }, "is not a date"],
  ["a team that does not exist", { team: ["nope"] }, "There is no team “nope”"],
])("refuses %s", async (_case, fields, words) => {
  const { run } = await start();
  await expect(run(fields)).rejects.toThrow(words);
});

it("says when there were more pull requests than it replayed", async () => {
  const { facts } = await start();
  const one = await facts.histories(null, { from: new Date(0), to: NOW });
  const histories = async () => Array.from({ length: PULL_REQUESTS_MAX }, () => one.slice(0, 1)).flat();
  const { run, printed } = await start({ facts: { ...facts, histories } });
  await run({ from: ["2026-11-20T08:00:00Z"] });
  expect(printed.at(-1)).toContain(`Only the oldest ${PULL_REQUESTS_MAX} pull requests were replayed.`);
});
