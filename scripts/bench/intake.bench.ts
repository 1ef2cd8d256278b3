// Storing webhooks with their jobs, against prepared SQL that does the same by hand in one transaction for each.
import { join } from "node:path";
import Database from "better-sqlite3";
import type { NewEvent } from "#domain/events";
import { fromWebhook } from "#integrations/github/normalise";
import { createEvents } from "#store/events";
import { type Line, makeLines } from "./deliveries.ts";
import { type BenchResult, median } from "./result.ts";
import { inScratch, withStore } from "./scratch.ts";

const ROUNDS = 5;

export async function run(isLong: boolean): Promise<BenchResult[]> {
  const perRound = isLong ? 2_000 : 400;
  const events = [...makeLines(perRound * ROUNDS * 3)].map(toEvent);
  return inScratch((folder) => measure(folder, events, perRound));
}

async function measure(folder: string, events: NewEvent[], perRound: number): Promise<BenchResult[]> {
  const rates = { raw: [] as number[], one: [] as number[], many: [] as number[] };
  const take = () => events.splice(0, perRound);
  const rawFile = join(folder, "raw.db");
  await withStore(rawFile, async () => {});
  const raw = createRaw(rawFile);
  await withStore(join(folder, "ours.db"), async (store) => {
    const { record } = createEvents(store);
    // One after the other in each round, so that a slow moment of the disk strikes all of them.
    for (let round = 0; round < ROUNDS; round++) {
      rates.raw.push(await rate(perRound, async () => take().forEach(raw.record)));
      rates.one.push(await rate(perRound, () => inFlight(take(), 1, record)));
      rates.many.push(await rate(perRound, () => inFlight(take(), 64, record)));
    }
  });
  raw.close();
  const floor = median(rates.raw);
  const unit = "deliveries/s";
  return [
    { name: "intake, 1 in flight", value: median(rates.one), unit, floor, bar: { atLeast: 0.6 } },
    { name: "intake, 64 in flight", value: median(rates.many), unit, floor, bar: { atLeast: 1 } },
  ];
}

/** Event, deduplication and job by hand, with the settings that the store has. */
function createRaw(file: string) {
  const connection = new Database(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"]) connection.pragma(pragma);
  const insertEvent = connection.prepare(`insert into events
    (source, delivery, kind, subject, occurred_at, received_at, normalised, payload) values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do nothing returning id`);
  const insertJob = connection.prepare(`insert into jobs
    (id, queue, key, payload, state, run_at, attempt, attempts_max, enqueued_at) values (?, 'fold', ?, '{}', 'ready', ?, 0, 5, ?)`);
  const store = connection.transaction((event: NewEvent) => {
    const { source, delivery, kind, subject, occurredAt, receivedAt, normalised, payload } = event;
    const times = [occurredAt.getTime(), receivedAt.getTime()];
    const added = insertEvent.get(source, delivery, kind, subject, ...times, JSON.stringify(normalised), payload);
    if (added) insertJob.run(crypto.randomUUID(), `fold:${delivery}`, Date.now(), Date.now());
  });
  return { record: (event: NewEvent) => store.immediate(event), close: () => connection.close() };
}

async function inFlight(
  events: NewEvent[],
  width: number,
  record: (event: NewEvent) => Promise<unknown>,
): Promise<void> {
  const waiting = events.values();
  async function work(): Promise<void> {
    for (const event of waiting) await record(event);
  }
  await Promise.all(Array.from({ length: width }, work));
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (count / (performance.now() - startedAt)) * 1_000;
}

function toEvent({ event, payload, delivery, received_at }: Line): NewEvent {
  const raw = Buffer.from(JSON.stringify(payload));
  return fromWebhook({ event, payload, raw, delivery, receivedAt: new Date(received_at) });
}
