// Writing and comparing versions of a long PRD with a long history, against a bare insert and a bare comparison of lines.
import { join } from "node:path";
import Database from "better-sqlite3";
import { diffArrays } from "diff/lib/diff/array.js";
import { blamePrd } from "#capabilities/prd/blame";
import { diffPrd } from "#capabilities/prd/diff";
import { mergePrd } from "#capabilities/prd/merge";
import { writePrd } from "#capabilities/prd/write";
import type { Context } from "#kernel/context";
import type { Store } from "#store/db";
import { createPeople } from "#store/people";
import { createPrds } from "#store/prds";
import { createPlanner } from "./plan-overhead.ts";
import { type BenchResult, median } from "./result.ts";
import { inScratch, timed, withStore } from "./scratch.ts";

const LINES = 2_000;
const VERSIONS = 200;
const SECTION_LINES = 40;
const P99 = 0.99;
const P99_MS_MAX = 50;

/** What is in the database before the first plan is measured. */
const WARM_PLANS = 20;
const PLAN_P50_MS_MAX = 50;
/** What a plan keeps one after the other: the wish, its stages, two calls of the model twice, the document, the end. */
const PLAN_STEPS = 12;
const PLAN_CHARS = 2_000;

export async function run(isLong: boolean): Promise<BenchResult[]> {
  const rounds = isLong ? 400 : 100;
  return inScratch(async (folder) => {
    const written = await withStore(join(folder, "prds.db"), (store) => measure(store, folder, rounds));
    const planned = await withStore(join(folder, "plans.db"), (store) => measurePlans(store, folder, rounds));
    return [...written, ...planned];
  });
}

/** Against as many bare commits of the same text as a plan makes steps, in the same rounds. */
async function measurePlans(store: Store, folder: string, rounds: number): Promise<BenchResult[]> {
  const plan = createPlanner(store);
  const raw = createRaw(join(folder, "raw-plans.db"));
  for (let round = 0; round < WARM_PLANS; round++) await plan(round);
  const text = textOf(0).slice(0, PLAN_CHARS);
  const times = { plan: [] as number[], commits: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.plan.push(await timed(() => plan(WARM_PLANS + round)));
    times.commits.push(
      await timed(async () => {
        for (let step = 0; step < PLAN_STEPS; step++) raw.insert(text);
      }),
    );
  }
  raw.close();
  const value = median(times.plan);
  return [
    { name: "/plan without its model, p50", value, unit: "ms", bar: { atMost: PLAN_P50_MS_MAX } },
    { name: "/plan without its model, p50 against its commits alone", value, unit: "ms", floor: median(times.commits) },
  ];
}

async function measure(store: Store, folder: string, rounds: number): Promise<BenchResult[]> {
  const context = await begin(store);
  const raw = createRaw(join(folder, "raw.db"));
  const times = { write: [] as number[], insert: [] as number[], diff: [] as number[], lines: [] as number[] };
  // One after the other in each round, so that a slow moment of the machine strikes all of them.
  for (let round = 0; round < rounds; round++) {
    const number = VERSIONS + round;
    const text = textOf(number);
    times.write.push(await timed(() => write(context, number, "main")));
    times.insert.push(await timed(async () => raw.insert(text)));
    times.diff.push(await timed(() => diffPrd.run(context, { prd: 1, from: `v${1 + round}`, to: "main" })));
    const [before, after] = [textOf(round).split("\n"), text.split("\n")];
    times.lines.push(await timed(async () => diffArrays(before, after)));
  }
  const others = await measureOthers(context);
  raw.close();
  return [
    ...judge("write a version", times.write, times.insert),
    ...judge("compare two versions", times.diff, times.lines),
    ...others,
  ];
}

/** A PRD whose every version changes another line. */
async function begin(store: Store): Promise<Context> {
  const prds = createPrds(store, { quorum: 1 });
  const directory = createPeople(store);
  const actor = { kind: "operator" as const, id: "local-operator" };
  const places = { placeOf: async () => ({ kind: "public" }) };
  const context = { prds, directory, actor, places, origin: {}, now: () => new Date() } as unknown as Context;
  const origin = { kind: "typed" as const, isTainted: false };
  const prd = { title: "Long", project: null, createdBy: actor.id, place: null, thread: null, origin };
  await prds.create(prd, { text: textOf(0), author: actor.id, message: "Begin" }, new Date());
  for (let number = 1; number < VERSIONS; number++) await write(context, number, "main");
  return context;
}

async function write(context: Context, number: number, branch: string): Promise<void> {
  const done = await writePrd.run(context, { prd: 1, branch, base: branch, text: textOf(number), message: "Go on" });
  if (done.status !== "kept") throw new Error(`Version ${number} was not kept: ${done.status}.`);
}

function textOf(number: number): string {
  const lines = Array.from({ length: LINES }, (_, line) => {
    if (line === 0) return `# Edition ${number}`;
    if (line % SECTION_LINES === 0) return `## Section ${line / SECTION_LINES}`;
    const last = number - ((number + LINES - line) % LINES);
    return `Line ${line}, as written in version ${Math.max(0, last)}.`;
  });
  return `${lines.join("\n")}\n`;
}

/** Without bars of their own: what people ask for less often. */
async function measureOthers(context: Context): Promise<BenchResult[]> {
  const blame = await timed(() => blamePrd.run(context, { prd: 1, version: "main" }));
  const { prds, actor } = context;
  const prd = await prds.find(1);
  const head = prd && (await prds.head(prd.id));
  if (!head) throw new Error("The PRD has no newest version.");
  await prds.branch({ prd: prd.id, name: "idea", from: head.id, by: actor.id }, new Date());
  const section = { prd: 1, base: "idea", section: 3, message: "Idea" };
  await writePrd.run(context, { ...section, branch: "idea", text: "## Section 3\nElse." });
  await writePrd.run(context, { ...section, branch: "main", base: "main", section: 9, text: "## Section 9\nElse." });
  const merge = await timed(() => mergePrd.run(context, { prd: 1, from: "idea", into: "main" }));
  return [
    { name: "blame every line, once", value: blame, unit: "ms" },
    { name: "merge a branch, once", value: merge, unit: "ms" },
  ];
}

function createRaw(file: string) {
  const connection = new Database(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL"]) connection.pragma(pragma);
  connection.exec("create table texts (id integer primary key, text text not null)");
  const insert = connection.prepare("insert into texts (text) values (?)");
  return { insert: (text: string) => insert.run(text), close: () => connection.close() };
}

function judge(name: string, ours: readonly number[], bare: readonly number[]): BenchResult[] {
  const value = p99Of(ours);
  return [
    { name: `${name}, p99`, value, unit: "ms", bar: { atMost: P99_MS_MAX } },
    { name: `${name}, p99 against the bare one`, value, unit: "ms", floor: p99Of(bare) },
  ];
}

function p99Of(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * P99))] ?? Number.NaN;
}
