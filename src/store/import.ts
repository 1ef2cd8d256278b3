import type { NewEvent } from "#domain/events";
import type { Store } from "./db.ts";
import { createEvents, EVENTS_PER_BATCH } from "./events.ts";

const INVALID_KEPT_MAX = 100;

export interface ImportReport {
  lines: number;
  inserted: number;
  duplicates: number;
  /** Stored, but not foldable: see the dead letters. */
  poisoned: number;
  invalid: number;
  /** The first hundred lines that could not be read, and why. */
  problems: { line: number; problem: string }[];
}

export interface ImportOptions {
  /** Reads one line, for example as the GitHub integration exports them. */
  parse(line: string): { event: NewEvent; also?: readonly NewEvent[] } | { problem: string };
  /** Hears after each batch how many lines are done. */
  onProgress?(lines: number): void;
  signal?: AbortSignal;
}

/**
 * Stores and folds events line by line, two thousand to a transaction. Started again after any interruption, it passes over
 * what it has: the same delivery is never stored twice.
 */
export async function importEvents(
  store: Store,
  lines: AsyncIterable<string> | Iterable<string>,
  { parse, onProgress, signal }: ImportOptions,
): Promise<ImportReport> {
  const { ingest } = createEvents(store);
  const report: ImportReport = { lines: 0, inserted: 0, duplicates: 0, poisoned: 0, invalid: 0, problems: [] };
  let batch: NewEvent[] = [];

  async function flush(): Promise<void> {
    if (batch.length > 0) count(report, await ingest(batch));
    batch = [];
    onProgress?.(report.lines);
  }

  /** A line may say two things, like a new name and that the old one is gone; they stay together. */
  async function add(told: readonly NewEvent[]): Promise<void> {
    if (batch.length + told.length > EVENTS_PER_BATCH) await flush();
    batch.push(...told);
    if (batch.length >= EVENTS_PER_BATCH) await flush();
  }

  for await (const line of lines) {
    signal?.throwIfAborted();
    report.lines++;
    if (line.trim() === "") continue;
    const parsed = parse(line);
    if ("event" in parsed) await add([parsed.event, ...(parsed.also ?? [])]);
    else noteProblem(report, parsed.problem);
  }
  await flush();
  return report;
}

function count(report: ImportReport, ingested: { inserted: number; duplicates: number; poisoned: number }): void {
  report.inserted += ingested.inserted;
  report.duplicates += ingested.duplicates;
  report.poisoned += ingested.poisoned;
}

function noteProblem(report: ImportReport, problem: string): void {
  report.invalid++;
  if (report.problems.length < INVALID_KEPT_MAX) report.problems.push({ line: report.lines, problem });
}
