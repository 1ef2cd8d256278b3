// The main job: real events in, true pictures out, nothing lost and nothing doubled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { equal, type Figure } from "./figure.ts";
import { proveBenches } from "./main-job/benches.ts";
import { proveData } from "./main-job/data.ts";
import { proveKills } from "./main-job/kills.ts";
import { proveSlack } from "./main-job/slack.ts";
import { run } from "./main-job/terminal.ts";

export async function* prove(isLong: boolean): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-proof-"));
  try {
    yield* proveData(folder);
    yield* proveSlack(folder, isLong);
    yield* proveKills(folder, isLong);
    yield* proveBenches(isLong);
    if (isLong) yield await proveTests();
    yield* proveCheck();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The whole suite, the journeys through the bot and the browser among it, on both databases. */
async function proveTests(): Promise<Figure> {
  const startedAt = performance.now();
  const { printed, code } = await run("vitest", ["run", "--reporter=dot"]);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const [summary = "no summary"] = /Tests .*/.exec(printed) ?? [];
  return {
    name: "npm test",
    measured: `${summary.trim()}, ${seconds} s`,
    bar: "passes in 120 s",
    ok: code === 0 && seconds <= 120,
  };
}

async function* proveCheck(): AsyncGenerator<Figure> {
  const { printed, code } = await run("node", ["scripts/check.ts"]);
  yield equal("npm run check: ends with", code, 0);
  for (const [line = ""] of printed.matchAll(/^(files|functions): .*$/gm)) {
    yield { name: "sizes", measured: line, bar: "as printed", ok: isWithin(line) };
  }
}

/** "median 60 of 60, p90 …": every number within the one it is held against. */
function isWithin(line: string): boolean {
  return [...line.matchAll(/(\d+) of (\d+)/g)].every(([, measured, bar]) => Number(measured) <= Number(bar));
}
