import type { Connector } from "#domain/knowledge/connector";
import { type ReadOptions, readSource } from "#operations/sources/read-source";
import type { Dialect } from "#store/dialect";
import { createMemory } from "#store/memory";
import { openKnowledgeStore } from "../../support/knowledge.ts";

const START = new Date("2026-11-16T09:00:00Z");

/** What reading a source needs, with a clock that the test moves. */
export async function openReading(dialect: Dialect = "sqlite") {
  let at = START;
  const { knowledge, store } = await openKnowledgeStore(dialect);
  const memory = createMemory(store);
  const warnings: unknown[] = [];
  const now = () => at;
  const log = { warn: (about: unknown) => void warnings.push(about) };
  const desk = { knowledge, memory, log, now };

  async function search(q: string, audiences = ["workspace"]) {
    return (await knowledge.search({ q, audiences, limit: 5 })).passages;
  }

  return {
    ...{ knowledge, store, memory, desk, warnings, now, search },
    read: (connector: Connector, options: Partial<ReadOptions> = {}) =>
      readSource(desk, connector, { signal: new AbortController().signal, ...options }),
    async found(q: string, audiences?: string[]) {
      return [...new Set((await search(q, audiences)).map(({ document }) => document.uri))];
    },
    state: async (key: string) => (await knowledge.sources()).find((one) => one.key === key),
    skip(ms: number) {
      at = new Date(at.getTime() + ms);
    },
  };
}
