import { randomBytes } from "node:crypto";
import { open, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Store } from "./db.ts";
import { sql } from "./drizzle.ts";

const MEGABYTE = 1024 * 1024;
/** At least as much as the log of SQLite may hold, which a checkpoint must copy. */
const BALLAST_BYTES = 16 * MEGABYTE;
/** With less than this free, nothing is taken in that can be asked for again. */
export const FREE_BYTES_MIN = 64 * MEGABYTE;
const LOOK_MS = 2_000;

export interface BallastOptions {
  /** The SQLite file, beside which the ballast lies. */
  file: string;
  store: Store;
  /** Each forgets a limited number of what has served its time, and answers how many. */
  purges: (() => Promise<number>)[];
  onFreeBytes(bytes: number): void;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  ballastBytes?: number;
  freeBytesMin?: number;
  lookMs?: number;
}

export interface Ballast {
  /** What a person has to do before more can be taken in; null when there is room. */
  problem(): string | null;
  /** Throws the ballast overboard, after a write that found the disk full. */
  release(): void;
  stop(): Promise<void>;
}

/**
 * On a full disk SQLite can neither delete nor tidy up, so it cannot dig itself out. A file of no other use keeps some
 * room for that: it is deleted when a write fails, and written again when somebody has made room.
 */
export async function startBallast(options: BallastOptions): Promise<Ballast> {
  const { ballastBytes = BALLAST_BYTES, freeBytesMin = FREE_BYTES_MIN, lookMs = LOOK_MS, log } = options;
  const ballast = `${options.file}.ballast`;
  let problem: string | null = null;
  let busy: Promise<void> | undefined;

  async function look(): Promise<void> {
    let free = await readFreeBytes(options.file);
    let isWhole = await hasSize(ballast, ballastBytes);
    if (!isWhole && free >= freeBytesMin + ballastBytes) {
      await writeWhole(ballast, ballastBytes);
      [free, isWhole] = [await readFreeBytes(options.file), true];
    }
    options.onFreeBytes(free);
    const needed = freeBytesMin + (isWhole ? 0 : ballastBytes);
    tell(free < needed ? describe(options.file, free, needed) : null);
  }

  /** Says it once, not at every look. */
  function tell(next: string | null): void {
    if (next !== null && problem === null) log.warn({ problem: next }, "disk almost full");
    if (next === null && problem !== null) log.warn({}, "the disk has room again");
    problem = next;
  }

  async function relieve(): Promise<void> {
    if (!(await hasSize(ballast, ballastBytes))) return;
    log.error({ file: options.file }, "disk full, ballast released");
    await rm(ballast);
    await checkpoint(options.store);
    for (const purge of options.purges) while ((await purge()) > 0);
    await checkpoint(options.store);
    await look();
  }

  /** One thing at a time; what fails is tried again at the next look. */
  function run(work: () => Promise<void>): void {
    busy ??= work()
      .catch((error) => log.error({ error }, "ballast not kept"))
      .finally(() => {
        busy = undefined;
      });
  }

  run(look);
  await busy;
  const timer = setInterval(run, lookMs, look);
  return {
    problem: () => problem,
    release: () => run(relieve),
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}

async function readFreeBytes(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize;
}

async function hasSize(file: string, bytes: number): Promise<boolean> {
  return stat(file).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

/** Bytes by chance, because a file system may keep a hole or a repetition without any room. */
async function writeWhole(file: string, bytes: number): Promise<void> {
  const incoming = `${file}.incoming`;
  const handle = await open(incoming, "w", 0o600);
  try {
    for (let left = bytes; left > 0; left -= MEGABYTE) await handle.write(randomBytes(Math.min(left, MEGABYTE)));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(incoming, file);
}

/** Moves what the log holds into the database, and gives the log's room back. */
async function checkpoint(store: Store): Promise<void> {
  await store.rows(sql`pragma wal_checkpoint(truncate)`);
}

function describe(file: string, free: number, needed: number): string {
  const [has, needs] = [Math.floor(free / MEGABYTE), Math.ceil(needed / MEGABYTE)];
  return `Only ${has} MB are free beside ${file}, and ${needs} MB are needed. Make room; until then no webhooks are taken.`;
}
