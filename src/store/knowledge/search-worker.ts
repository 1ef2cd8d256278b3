// The thread in which SQLite is searched: with a connection of its own that only reads, one search after the other.
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import type { Bands } from "#domain/knowledge/coverage";
import type { Query } from "#domain/knowledge/passage";
import { findPassages } from "./find.ts";
import { createSqliteReads } from "./sqlite-reads.ts";

const BUSY_TIMEOUT_MS = 2_000;
const CACHE_KIB = 16 * 1024;

const { file, bands } = workerData as { file: string; bands: Bands | undefined };
const connection = new Database(file, { readonly: true, fileMustExist: true });
connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
connection.pragma(`cache_size = -${CACHE_KIB}`);
const reads = createSqliteReads(connection);

let previous: Promise<unknown> = Promise.resolve();
parentPort?.on("message", ({ id, query }: { id: number; query: Query }) => {
  previous = previous.then(() => answer(id, query));
});

async function answer(id: number, query: Query): Promise<void> {
  try {
    parentPort?.postMessage({ id, findings: await inOneMoment(() => findPassages(reads, query, bands)) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

/** All reads of a search see the index as it was at one moment; and each ends, so that the log can start over. */
async function inOneMoment<Result>(work: () => Promise<Result>): Promise<Result> {
  connection.exec("BEGIN");
  try {
    return await work();
  } finally {
    connection.exec("COMMIT");
  }
}
