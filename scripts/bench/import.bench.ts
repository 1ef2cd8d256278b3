// From lines of NDJSON to folded facts, beside the bare insertion of the same bytes into the same table.
import { join } from "node:path";
import Database from "better-sqlite3";
import { parseDeliveryLine } from "#integrations/import-line";
import type { Store } from "#store/db";
import { importEvents } from "#store/import";
import { rebuildFacts } from "#store/rebuild";
import { makeLines } from "./deliveries.ts";
import { type BenchResult, median } from "./result.ts";
import { inScratch, timed, withStore } from "./scratch.ts";

const RATE_MIN = 15_000;
/** Measured one after the other into the same store, the first of them while everything is still cold. */
const SLICES = 5;

export async function run(isLong: boolean): Promise<BenchResult[]> {
  const lines = [...makeLines(isLong ? 300_000 : 60_000)].map((line) => JSON.stringify(line));
  return inScratch(async (folder) => {
    const bareFile = join(folder, "bare.db");
    await withStore(bareFile, async () => {});
    const bare = rateOf(lines.length, insertBare(bareFile, lines));
    return withStore(join(folder, "ours.db"), async (store) => {
      const imported = await importSlices(store, lines);
      const rebuilt = await timed(() => rebuildFacts(store));
      const unit = "events/s";
      return [
        { name: "import", value: imported, unit, bar: { atLeast: RATE_MIN } },
        { name: "import beside bare inserts", value: imported, unit, floor: bare },
        { name: "facts rebuild", value: rateOf(lines.length, rebuilt), unit },
      ];
    });
  });
}

async function importSlices(store: Store, lines: string[]): Promise<number> {
  const length = Math.ceil(lines.length / SLICES);
  const rates: number[] = [];
  for (let start = 0; start < lines.length; start += length) {
    const slice = lines.slice(start, start + length);
    const ms = await timed(() => importEvents(store, slice, { parse: parseDeliveryLine }));
    rates.push(rateOf(slice.length, ms));
  }
  return median(rates);
}

/** Milliseconds to put the payloads into the table in one transaction, without reading them. */
function insertBare(file: string, lines: string[]): number {
  const connection = new Database(file);
  const insert = connection.prepare(`insert into events
    (source, delivery, kind, occurred_at, received_at, payload) values ('github', ?, 'x', 0, 0, ?)`);
  const all = connection.transaction(() =>
    lines.forEach((line, index) => void insert.run(String(index), Buffer.from(line))),
  );
  const startedAt = performance.now();
  all.immediate();
  const ms = performance.now() - startedAt;
  connection.close();
  return ms;
}

function rateOf(count: number, ms: number): number {
  return (count / ms) * 1_000;
}
