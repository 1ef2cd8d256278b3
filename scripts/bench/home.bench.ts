// What it takes to make each panel of the home tab, over a year of events: 1,000,000 of them with --long, else 100,000.
import { join } from "node:path";
import { loadConfig } from "#config";
import { parseDeliveryLine } from "#integrations/import-line";
import type { Outcome } from "#kernel/invocation";
import { createLog } from "#lib/log";
import type { Call } from "#lib/view";
import type { Store } from "#store/db";
import { sql } from "#store/drizzle";
import { createGroupCommit } from "#store/group-commit";
import { createHolidaysSource } from "#store/holidays-file";
import { importEvents } from "#store/import";
import { createPolicySource } from "#store/policy-file";
import { createRulesSource } from "#store/rules-file";
import { createMetrics } from "#surfaces/http/metrics";
import { composePanel, PANELS, type Panel } from "#surfaces/panels";
import { renderHome } from "#surfaces/slack/render";
import { type App, createApp } from "../../src/wiring/app.ts";
import { membershipOf } from "../../src/wiring/membership.ts";
import { NOWHERE } from "../../src/wiring/nowhere.ts";
import { END, makeLines, repositoryOf } from "./deliveries.ts";
import { type BenchResult, median } from "./result.ts";
import { inScratch, withStore } from "./scratch.ts";

const ROUNDS = 7;
/** Whoever serves has shown it before. */
const ROUNDS_BEFORE = 5;
const PANEL_MS_MAX = 100;
const ADA = { kind: "person", id: "slack:U0ADA" } as const;
/** A team has three of the fifty repositories. */
const TEAM = [0, 1, 2].map(repositoryOf);

export async function run(isLong: boolean): Promise<BenchResult[]> {
  return inScratch((folder) =>
    withStore(join(folder, "year.db"), async (store) => {
      await importEvents(store, toTexts(isLong ? 1_000_000 : 100_000), { parse: parseDeliveryLine });
      await store.rows(sql`analyze`);
      const app = openApp(store, join(folder, "year.db"));
      await settle(app);
      const events = (await store.$count(store.tables.events)).toLocaleString("en");
      const results: BenchResult[] = [];
      for (const panel of PANELS) results.push(...(await measure(app, panel, events)));
      return results;
    }),
  );
}

function* toTexts(count: number): Generator<string> {
  for (const line of makeLines(count)) yield JSON.stringify(line);
}

function openApp(store: Store, databaseUrl: string): App {
  const config = loadConfig({ DATABASE_URL: databaseUrl });
  const log = createLog("silent");
  const rules = createRulesSource({ path: null, log });
  const holidays = createHolidaysSource({ path: null, log });
  const policy = createPolicySource({ path: null, log });
  const membership = membershipOf({ config, store, policy, client: undefined });
  const given = { config, store, rules, holidays, policy, membership, log, metrics: createMetrics() };
  return createApp({ ...given, join: createGroupCommit(store), announcements: NOWHERE });
}

/** Somebody in a team, and what the rules find. */
async function settle({ ports, now }: App): Promise<void> {
  const account = { vendor: "slack", handle: "U0ADA" } as const;
  await ports.directory.see([{ ...account, name: "Ada", email: null, kind: "human" }], now());
  const person = await ports.directory.personOf(account);
  const members = person ? [person.id] : [];
  await ports.directory.saveTeam({ key: "core", repositories: TEAM, members }, { zone: "UTC", by: "bench", at: now() });
  await ports.signals.evaluate(now());
  await ports.signals.noteEvaluation(now());
}

/** One after the other in each round, so that a slow moment of the machine strikes both. */
async function measure(app: App, panel: Panel, events: string): Promise<BenchResult[]> {
  const times = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round < ROUNDS_BEFORE; round++) await show(app, panel);
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(await computed(() => show(app, panel)));
    times.plain.push(await computed(() => readPlain(app.store)));
  }
  const [value, floor] = [median(times.ours), median(times.plain)];
  const name = `the panel “${panel.title}” over ${events} events`;
  return [
    { name, value, unit: "ms", bar: { atMost: PANEL_MS_MAX } },
    { name: `${name}, against plain queries of what is open and found`, value, unit: "ms", floor },
  ];
}

/** How many milliseconds of the processor `work` takes: what else runs on the machine counts for nothing. */
async function computed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function show({ catalogue, invoke }: App, panel: Panel): Promise<void> {
  const ask = async (call: Call): Promise<Outcome> => {
    const outcome = await invoke({ ...call, actor: ADA, origin: { surface: "slack" } });
    if (outcome.status === "failed") throw new Error(`${call.name}: ${outcome.message}`);
    return outcome;
  };
  const nodes = await composePanel(panel, { catalogue, ask, isPerson: true });
  renderHome({ text: panel.title, nodes });
}

/** By hand, what a tab is made of: what is open anywhere, and the signals. */
async function readPlain(store: Store): Promise<void> {
  await store.rows(sql`select * from pull_requests where closed_at is null and opened_at <= ${END.getTime()}`);
  await store.rows(sql`select * from signals where state = 'open' limit 200`);
}
