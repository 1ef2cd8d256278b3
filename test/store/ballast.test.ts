import { stat } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished, vi } from "vitest";
import { UnavailableError } from "#lib/errors";
import { type Ballast, startBallast } from "#store/ballast";
import { createEvents } from "#store/events";
import { purgeDone } from "#store/jobs";
import { createMemory } from "#store/memory";
import { openStore } from "#store/open";
import { mountSmallDisk } from "../support/small-disk.ts";
import { AT, delivery } from "../support/stores.ts";

const MEGABYTE = 1024 * 1024;
const SIZES = { ballastBytes: 2 * MEGABYTE, freeBytesMin: MEGABYTE, lookMs: 20 };

/** A store on a disk of twelve megabytes, with its ballast. */
async function start() {
  const disk = await mountSmallDisk(12);
  if (!disk) return undefined;
  const file = join(disk.folder, "adjutant.db");
  let ballast: Ballast | undefined;
  const options = { url: file, migrationsFolder: "migrations", onError: () => {} };
  const store = await openStore({ ...options, onFull: () => ballast?.release() });
  await store.migrate();
  const log = { warn: vi.fn(), error: vi.fn() };
  const purges = [() => purgeDone(store, new Date(), 100)];
  ballast = await startBallast({ file, store, purges, onFreeBytes: () => {}, log, ...SIZES });
  onTestFinished(async () => {
    await ballast?.stop();
    await store.close();
  });
  const hasBallast = () =>
    stat(`${file}.ballast`).then(
      ({ size }) => size === SIZES.ballastBytes,
      () => false,
    );
  return { disk, file, store, ballast, log, hasBallast };
}

it("keeps a ballast of real bytes, and says what to do when the disk is almost full", async (context) => {
  const started = await start();
  if (!started) return context.skip("Only root may mount a small disk.");
  const { disk, ballast, log, hasBallast } = started;
  expect(await hasBallast()).toBe(true);
  expect(await disk.free()).toBeLessThan(10 * MEGABYTE);
  expect(ballast.problem()).toBeNull();

  await disk.fill(MEGABYTE / 2);
  await vi.waitFor(
    () => expect(ballast.problem()).toMatch(/^Only 0 MB are free beside .* 1 MB are needed\. Make room/),
    { timeout: 15_000 },
  );
  expect(log.warn).toHaveBeenCalledTimes(1);
  await disk.clear();
  await vi.waitFor(() => expect(ballast.problem()).toBeNull(), { timeout: 15_000 });
});

it("digs itself out of a full disk, loses nothing it said it had, and writes the ballast again", async (context) => {
  const started = await start();
  if (!started) return context.skip("Only root may mount a small disk.");
  const { disk, file, store, ballast, hasBallast } = started;
  const events = createEvents(store);
  let stored = 0;
  const record = () =>
    events.record({ ...delivery(`${stored + 1}`, "x".repeat(50_000)), subject: null, normalised: null });
  await disk.fill(MEGABYTE);
  const failure = await vi.waitFor(
    async () => {
      for (;;) {
        const error = await record().then(
          () => void stored++,
          (error: unknown) => error,
        );
        if (error !== undefined) return error;
      }
    },
    { timeout: 15_000 },
  );
  expect(failure).toBeInstanceOf(UnavailableError);
  await vi.waitFor(async () => expect(await hasBallast()).toBe(false), { timeout: 15_000 });

  // What is under way finds room again, while nothing new is to be taken in.
  await vi.waitFor(() => createMemory(store).remember("answer", 42, AT), { timeout: 15_000 });
  expect(ballast.problem()).toContain("3 MB are needed");
  await disk.clear();
  await vi.waitFor(async () => expect(await hasBallast()).toBe(true), { timeout: 15_000 });
  await vi.waitFor(() => expect(ballast.problem()).toBeNull(), { timeout: 15_000 });
  await record();
  stored++;

  const [row] = await store
    .select({ events: store.$count(store.tables.events) })
    .from(store.tables.events)
    .limit(1);
  expect(row?.events).toBe(stored);
  const copy = new Database(file, { readonly: true });
  expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  copy.close();
});
