import { expect, it } from "vitest";
import { z } from "zod";
import { createCatalogue, defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { FIGURES_QUEUE, teamFiguresLane } from "#operations/team-figures";
import type { Store } from "#store/db";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { createMetrics } from "#surfaces/http/metrics";
import { createGauges } from "../../src/wiring/gauges.ts";
import { NOW, testKernel } from "../support/kernel.ts";
import { dialects, openTestStore } from "../support/stores.ts";

/** Metrics as the catalogue answers them: a team that is too small is refused. */
function createProduct(values: Record<string, number | null>) {
  const show = defineCapability({
    name: "metrics.show",
    summary: "Metrics of a team.",
    risk: "read",
    input: z.object({ of: z.string() }),
    result: z.object({ metrics: z.array(z.unknown()) }),
    async run(_context, { of }) {
      if (!(of in values)) throw new UserError("Too small.");
      const value = values[of] ?? null;
      return { metrics: [{ name: "lead_time", unit: "hours", value, p90: value && value * 2, n: value ? 7 : 0 }] };
    },
    view: () => ({ text: "", nodes: [] }),
  });
  return createCatalogue([show]);
}

async function open(store: Store, values: Record<string, number | null>) {
  const teams = createTeams(store);
  for (const key of ["core", "web", "tiny"]) await teams.saveTeam({ key }, { zone: "UTC", by: "tests", at: NOW });
  const { invoke, log, audit } = testKernel(createProduct(values));
  const ports = { directory: { ...createPeople(store), ...teams }, memory: createMemory(store) };
  const lane = teamFiguresLane({ ports, invoke, log, now: () => NOW } as never);
  const compute = () => lane.handlers[FIGURES_QUEUE]?.({} as never, new AbortController().signal);
  const metrics = createMetrics();
  await metrics.record();
  const measure = createGauges(store, metrics);
  async function scrape(): Promise<string> {
    await measure();
    return (await metrics.publish()).body;
  }
  return { compute, scrape, audit, teams };
}

it.each(dialects)(
  "publishes what the clock computed of each team, and computes nothing when it is asked (%s)",
  async (dialect) => {
    const { compute, scrape, audit } = await open(await openTestStore(dialect), { core: 12.5, web: null });
    expect(await scrape()).not.toContain("team_metric{");
    await compute();
    expect(audit.map(({ invocation }) => invocation.actor.id)).toEqual(Array(3).fill("schedule:team-figures"));
    const body = await scrape();
    expect(body).toContain('team_metric{team="core",metric="lead_time",unit="hours"} 12.5');
    expect(body).toContain('team_metric_p90{team="core",metric="lead_time",unit="hours"} 25');
    expect(body).toContain('team_metric_rows{team="core",metric="lead_time"} 7');
    expect(body).toContain(`team_metric_computed_seconds ${NOW.getTime() / 1_000}`);
    expect(body).toMatch(/team_metric\{team="web",metric="lead_time",unit="hours"\} nan/i);
    expect(body).not.toContain('team="tiny"');
    expect(audit).toHaveLength(3);
  },
);

it("shows no data of a team that is gone, and not what it was last", async () => {
  const { compute, scrape, teams } = await open(await openTestStore("sqlite"), { core: 3, web: 4 });
  await compute();
  expect(await scrape()).toContain('team="web",metric="lead_time",unit="hours"} 4');
  await teams.removeTeam("web");
  await compute();
  const body = await scrape();
  expect(body).toMatch(/team_metric\{team="web",metric="lead_time",unit="hours"\} nan/i);
  expect(body).toContain('team="core",metric="lead_time",unit="hours"} 3');
});
