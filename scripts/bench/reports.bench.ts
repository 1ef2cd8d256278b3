// The database's part of one team's reports, over a year of events: 1,000,000 of them with --long, else 100,000.
import { join } from "node:path";
import { DEFAULT_RULES } from "#domain/default-rules";
import { evaluate } from "#domain/evaluate";
import { parseRulesYaml } from "#domain/rules-yaml";
import { toScopes } from "#domain/scopes";
import { parseDeliveryLine } from "#integrations/import-line";
import type { Store } from "#store/db";
import { createFacts } from "#store/facts";
import { importEvents } from "#store/import";
import { END, makeLines, repositoryOf } from "./deliveries.ts";
import { type BenchResult, median } from "./result.ts";
import { inScratch, withStore } from "./scratch.ts";

const ROUNDS = 15;
const DAY_MS = 86_400_000;
/** A team has three of the fifty repositories. */
const TEAM = [0, 1, 2].map(repositoryOf);

export async function run(isLong: boolean): Promise<BenchResult[]> {
  return inScratch((folder) =>
    withStore(join(folder, "year.db"), async (store) => {
      await importEvents(store, toTexts(isLong ? 1_000_000 : 100_000), { parse: parseDeliveryLine });
      const events = await store.$count(store.tables.events);
      return measure(store, events.toLocaleString("en"));
    }),
  );
}

function* toTexts(count: number): Generator<string> {
  for (const line of makeLines(count)) yield JSON.stringify(line);
}

async function measure(store: Store, events: string): Promise<BenchResult[]> {
  const rules = parseRulesYaml(DEFAULT_RULES);
  const [scope] = toScopes([], [], "UTC");
  if (!scope) throw new Error("There is no scope.");
  const pullRequests = await createFacts(store).openPullRequests(TEAM, END);
  const facts = { scope, pullRequests, failedDeployments: [], incidents: [], now: END };
  const unit = "ms";
  return [
    {
      name: `one team's standup over ${events} events`,
      value: await timeOf(() => readReport(store, TEAM)),
      unit,
      bar: { atMost: 30 },
    },
    { name: "everything at once", value: await timeOf(() => readReport(store, null)), unit },
    {
      name: `rules over ${pullRequests.length} open pull requests`,
      value: await timeOf(async () => evaluate(facts, rules)),
      unit,
      bar: { atMost: 50 },
    },
    {
      name: "one pull request",
      value: await timeOf(() => createFacts(store).pullRequests([`${TEAM[0]}#1`], END)),
      unit,
      bar: { atMost: 5 },
    },
  ];
}

/** What a standup and a triage read. */
async function readReport(store: Store, scope: string[] | null): Promise<void> {
  const facts = createFacts(store);
  const since = new Date(END.getTime() - DAY_MS);
  await facts.openPullRequests(scope, END);
  await facts.endedPullRequests(scope, { from: since, to: END });
  await facts.deployments(scope, { from: new Date(END.getTime() - 90 * DAY_MS), to: END });
  await facts.failedDeployments(scope, END);
  await facts.openIncidents(scope, END);
  await facts.freshness();
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}
