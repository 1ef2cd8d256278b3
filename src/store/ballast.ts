import { randomBytes } from "node:crypto";
import { open, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { createBell } from "#lib/bell";
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
  const { lookMs = LOOK_MS, log } = options;
  const bell = createBell();
  let problem: string | null = null;
  let isFull = false;
  let isStopping = false;

  async function round(): Promise<void> {
    const wasFull = isFull;
    isFull = false;
    try {
      if (wasFull) await relieve(options);
      tell(await look(options));
    } catch (error) {
      log.error({ error }, "ballast not kept");
    }
  }

  /** Says it once, not at every look. */
  function tell(next: string | null): void {
    if (next !== null && problem === null) log.warn({ problem: next }, "disk almost full");
    if (next === null && problem !== null) log.warn({}, "the disk has room again");
    problem = next;
  }

  async function keepLooking(): Promise<void> {
    while (!isStopping) {
      await bell.wait(lookMs);
      await round();
    }
  }

  await round();
  const ended = keepLooking();
  return {
    problem: () => problem,
    release() {
      isFull = true;
      bell.ring();
    },
    async stop() {
      isStopping = true;
      bell.ring();
      await ended;
    },
  };
}

/** Writes the ballast if there is room for it; answers what a person has to do, or null. */
async function look({ file, freeBytesMin = FREE_BYTES_MIN, onFreeBytes, ...options }: BallastOptions) {
  const { ballastBytes = BALLAST_BYTES } = options;
  let free = await readFreeBytes(file);
  let isWhole = await isBallast(file, ballastBytes);
  if (!isWhole && free >= freeBytesMin + ballastBytes) {
    await writeBallast(file, ballastBytes);
    [free, isWhole] = [await readFreeBytes(file), true];
  }
  onFreeBytes(free);
  const needed = freeBytesMin + (isWhole ? 0 : ballastBytes);
  return free < needed ? describe(file, free, needed) : null;
}

/** Once per ballast: without it there is nothing left to be done here. */
async function relieve({ file, store, purges, log, ballastBytes = BALLAST_BYTES }: BallastOptions): Promise<void> {
  if (!(await isBallast(file, ballastBytes))) return;
  log.error({ file }, "disk full, ballast released");
  await rm(nameBallast(file));
  await checkpoint(store);
  for (const purge of purges) while ((await purge()) > 0);
  await checkpoint(store);
}

async function readFreeBytes(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize;
}

const nameBallast = (file: string) => `${file}.ballast`;

async function isBallast(file: string, bytes: number): Promise<boolean> {
  return stat(nameBallast(file)).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

/** Bytes by chance, because a file system may keep a hole or a repetition without any room. */
async function writeBallast(file: string, bytes: number): Promise<void> {
  const incoming = `${nameBallast(file)}.incoming`;
  const handle = await open(incoming, "w", 0o600);
  try {
    for (let left = bytes; left > 0; left -= MEGABYTE) await handle.write(randomBytes(Math.min(left, MEGABYTE)));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(incoming, nameBallast(file));
}

/** Moves what the log holds into the database, and gives the log's room back. */
async function checkpoint(store: Store): Promise<void> {
  await store.rows(sql`pragma wal_checkpoint(truncate)`);
}

function describe(file: string, free: number, needed: number): string {
  const [has, needs] = [Math.floor(free / MEGABYTE), Math.ceil(needed / MEGABYTE)];
  return `Only ${has} MB are free beside ${file}, and ${needs} MB are needed. Make room; until then no webhooks are taken.`;
}
