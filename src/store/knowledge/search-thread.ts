import { Worker } from "node:worker_threads";
import type { Bands } from "#domain/knowledge/coverage";
import type { Findings, Query } from "#domain/knowledge/passage";
import { UnavailableError } from "#lib/errors";

const DEADLINE_MS = 5_000;
const WAITING_MAX = 100;

export interface SearchThread {
  search(query: Query): Promise<Findings>;
  close(): Promise<void>;
}

export interface SearchThreadOptions {
  file: string;
  bands?: Bands | undefined;
  /** How long one search may take, waiting included. */
  deadlineMs?: number | undefined;
}

/**
 * Searches SQLite beside the event loop. The thread starts with the first search, and again with the next one after it
 * ended or did not answer in time.
 */
export function createSearchThread({ file, bands, deadlineMs = DEADLINE_MS }: SearchThreadOptions): SearchThread {
  let running: Running | undefined;

  function start(): Running {
    const worker = new Worker(new URL("./search-worker.ts", import.meta.url), { workerData: { file, bands } });
    const started: Running = { worker, waiting: new Map(), asked: 0 };
    worker.on("message", (answer: Answer) => settle(started, answer));
    worker.on("error", (error) => giveUp(started, error));
    worker.on("exit", () => giveUp(started, new Error("The search thread ended.")));
    // A search holds a process; the thread that waits for one does not.
    worker.unref();
    return started;
  }

  function giveUp(one: Running, cause: unknown): void {
    if (running === one) running = undefined;
    for (const { reject } of one.waiting.values()) reject(away(cause));
    one.waiting.clear();
    void one.worker.terminate();
  }

  async function search(query: Query): Promise<Findings> {
    running ??= start();
    const one = running;
    if (one.waiting.size >= WAITING_MAX) throw away(new Error("Too many searches wait."));
    const id = one.asked++;
    const timer = setTimeout(() => giveUp(one, new Error("A search took too long.")), deadlineMs);
    try {
      return await new Promise<Findings>((resolve, reject) => {
        one.waiting.set(id, { resolve, reject });
        one.worker.postMessage({ id, query });
      });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    search,
    async close() {
      const worker = running?.worker;
      running = undefined;
      await worker?.terminate();
    },
  };
}

interface Running {
  worker: Worker;
  waiting: Map<number, { resolve(findings: Findings): void; reject(error: unknown): void }>;
  asked: number;
}

type Answer = { id: number; findings: Findings } | { id: number; error: string };

function settle({ waiting }: Running, answer: Answer): void {
  const caller = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ("findings" in answer) caller?.resolve(answer.findings);
  else caller?.reject(new Error(answer.error));
}

function away(cause: unknown): UnavailableError {
  return new UnavailableError("The documents cannot be searched at the moment.", { cause });
}
