import { expect, it } from "vitest";
import { specStatus } from "#capabilities/tickets/status";
import type { Context } from "#kernel/context";
import { createLog } from "#lib/log";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createPrds } from "#store/prds";
import { createTeams } from "#store/teams";
import { renderText } from "#surfaces/cli/text";
import { opened } from "../../support/house.ts";
import { openTestStore } from "../../support/stores.ts";
import { openTrackers } from "../../support/trackers.ts";

const NOW = new Date("2026-11-20T09:00:00Z");
const BEGUN = new Date("2026-11-01T09:00:00Z");
const TEXT = `# Checkout

## Requirements

- R1: People pay by card.
- R2: People get refunds.
`;

async function open() {
  const store = await openTestStore("sqlite");
  const trackers = await openTrackers({ now: () => NOW });
  const prds = createPrds(store, { quorum: 1 });
  const teams = createTeams(store);
  const { directory, vendors } = trackers.writing;
  const log = createLog("silent");
  const context = {
    ...{ prds, facts: createFacts(store), vendors, log, now: () => NOW },
    directory: { ...directory, ...teams, projects: directory.projects },
  } as unknown as Context;
  const origin = { kind: "typed" as const, isTainted: false };
  const place = { project: "API", createdBy: "slack:U0ADA", place: null, thread: null, origin };
  const text = { text: TEXT, author: "slack:U0ADA", message: "First" };
  const { prd, version } = await prds.create({ title: "Checkout", ...place }, text, BEGUN);
  return { store, context, prds, prd, version, ...trackers };
}

it("shows what became of each requirement, with what proves it", async () => {
  const { store, context, prds, prd, version } = await open();
  const about = { prd: prd.id, version: version.id, by: "adjutant" };
  await prds.link({ ...about, requirement: "R1", ref: "API-1003", title: "Exports", url: null }, NOW);
  await createEvents(store).ingest([opened({ number: 7, openedHoursAgo: 20, title: "API-1003 Pay by card" })]);
  const status = await specStatus.run(context, { prd: prd.number });
  expect(status.requirements.map(({ id, stage }) => [id, stage])).toEqual([
    ["R1", "in work"],
    ["R2", "no ticket"],
  ]);
  expect(status.requirements[0]?.tickets).toMatchObject([
    { ref: "API-1003", status: "To Do", pulls: [{ state: "open" }] },
  ]);
  const shown = renderText(specStatus.view(status));
  expect(shown).toContain("PRD 1: 0 of 2 requirements are deployed.");
  expect(shown).toContain("R1 People pay by card.: in work");
});

it("says what has drifted, and that a tracker could not be asked", async () => {
  const { context, prds, prd, version } = await open();
  const about = { prd: prd.id, version: version.id, by: "adjutant" };
  await prds.link({ ...about, requirement: "R1", ref: "API-1003", title: "Exports", url: null }, NOW);
  const changed = TEXT.replace("pay by card", "pay by card or invoice");
  const commit = {
    prd: prd.id,
    branch: "main",
    expected: version.id,
    text: changed,
    author: "slack:U0BEN",
    message: "More",
  };
  await prds.commit(commit, NOW);
  const without = { ...context, vendors: { ...context.vendors, jira: null } };
  const { requirements, drift } = await specStatus.run(without, { prd: prd.number });
  expect(requirements[0]?.tickets[0]?.status).toBeNull();
  expect(drift).toMatchObject([{ kind: "changed_since", about: "R1" }]);
  await expect(specStatus.run(context, { prd: 99 })).rejects.toThrow("There is no PRD 99");
});
