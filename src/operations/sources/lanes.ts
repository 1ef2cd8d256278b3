import { z } from "zod";
import type { Connector } from "#domain/knowledge/connector";
import type { Lane } from "#kernel/worker";
import { readSource, type SourcesDesk } from "./read-source.ts";

/** Looks which sources are to be read; and reads one. */
export const DUE_QUEUE = "sources";
export const SOURCE_QUEUE = "source";
const SOURCES_AT_ONCE = 2;
const SourceJob = z.object({ key: z.string() });
export type SourceJob = z.output<typeof SourceJob>;

export interface SourcesBackground extends SourcesDesk {
  /** Those that are configured now. Throws a UserError where the list of them is wrong. */
  connectors(): Promise<Connector[]>;
  /** Throws while nothing may be taken in. */
  assertRoom(): void;
  /** Adds the job that reads a source, unless it waits or runs already. */
  enqueueSource(job: SourceJob): Promise<unknown>;
}

/** One job for each source, so that one of them is read once at a time, and a slow one holds up no other. */
export function sourceLanes(background: SourcesBackground): Lane[] {
  return [
    { concurrency: 1, handlers: { [DUE_QUEUE]: () => enqueueDue(background) } },
    {
      concurrency: SOURCES_AT_ONCE,
      handlers: {
        [SOURCE_QUEUE]: async ({ payload }, signal) => {
          const { key } = SourceJob.parse(payload);
          background.assertRoom();
          const connector = (await listConnectors(background)).find((one) => one.key === key);
          if (connector) await readSource(background, connector, { signal });
        },
      },
    },
  ];
}

async function enqueueDue(background: SourcesBackground): Promise<void> {
  const now = background.now();
  const schedule = new Map((await background.knowledge.schedule()).map(({ key, nextRunAt }) => [key, nextRunAt]));
  for (const { key } of await listConnectors(background)) {
    // One that is being read has no next time, and its job is there: nothing is added.
    const at = schedule.get(key) ?? null;
    if (at === null || at <= now) await background.enqueueSource({ key });
  }
}

/** A list that is wrong is said by the doctor and /health/ready; what it says is read again once it is mended. */
async function listConnectors({ connectors, log }: SourcesBackground): Promise<Connector[]> {
  try {
    return await connectors();
  } catch (error) {
    log.warn({ error }, "list of sources not in force");
    return [];
  }
}
