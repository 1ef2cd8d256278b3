import { z } from "zod";
import type { NewEvent } from "#domain/events";
import type { TicketSource } from "#integrations/ticket-source";
import { UserError } from "#kernel/errors";
import type { Operation, Progress } from "#kernel/operation";
import type { Events } from "#kernel/ports/events";
import type { Facts } from "#kernel/ports/facts";
import type { Memory } from "#kernel/ports/memory";
import type { Tickets } from "#kernel/ports/tickets";
import { DAY_MS } from "#lib/time";

const BATCH_MAX = 1_000;
/** So often what we believe to be there is compared with what is. */
const CENSUS_MS = DAY_MS;
const NO_PROGRESS: Progress = { update() {}, stop() {} };
const KEY = /^[A-Z][A-Z0-9_]*$/;

export type TrackerName = "jira" | "linear";

export interface TicketSyncing {
  /** Undefined for a tracker that is not connected. */
  sources: Record<TrackerName, (() => Promise<TicketSource>) | undefined>;
  events: Events;
  facts: Pick<Facts, "notePoll">;
  memory: Memory;
  tickets: Tickets;
  requestEvaluation(): Promise<unknown>;
  now(): Date;
}

export interface TicketSyncResult {
  project: string;
  read: number;
  new: number;
}

const WORDS = {
  jira: { project: "PROJECT", missing: "Set JIRA_URL, JIRA_EMAIL and JIRA_TOKEN first.", what: "a project of Jira" },
  linear: { project: "TEAM", missing: "Set LINEAR_API_KEY first.", what: "a team of Linear" },
};

/** `adjutant sync jira PROJECT`, `adjutant sync linear TEAM`: reads what changed, and can be stopped at any moment. */
export function syncTickets(tracker: TrackerName, open: () => Promise<TicketSyncing>): Operation {
  const words = WORDS[tracker];
  return {
    name: `sync ${tracker}`,
    usage: `adjutant sync ${tracker} ${words.project}`,
    summary: `Read what changed in ${words.what}, with its sprints; it goes on where it was stopped.`,
    async run({ words: [name = ""], json, terminal }) {
      const progress = terminal.progress(name);
      try {
        const result = await syncProject(await open(), { tracker, project: name }, { progress });
        const { project, read, new: added } = result;
        terminal.print(json ? JSON.stringify(result) : `${project}: read ${read} items, ${added} of them new.`);
      } finally {
        progress.stop();
      }
      return true;
    },
  };
}

export interface TrackerProject {
  tracker: TrackerName;
  project: string;
}

interface Options {
  progress?: Progress;
  signal?: AbortSignal;
}

/** One stretch of reading, with what it has come to. */
interface Pass extends TicketSyncing {
  source: TicketSource;
  project: string;
  signal: AbortSignal;
  progress: Progress;
  result: TicketSyncResult;
  startedAt: Date;
}

/** Stores page after page, each with the cursor from which a later call goes on; then sprints, and what is gone. */
export async function syncProject(
  syncing: TicketSyncing,
  { tracker, project: name }: TrackerProject,
  { progress = NO_PROGRESS, signal = new AbortController().signal }: Options = {},
): Promise<TicketSyncResult> {
  const project = name.toUpperCase();
  const words = WORDS[tracker];
  if (!KEY.test(project)) throw new UserError(`Name it by its key: adjutant sync ${tracker} ${words.project}`);
  const open = syncing.sources[tracker];
  if (!open) throw new UserError(words.missing);
  const result = { project, read: 0, new: 0 };
  const startedAt = syncing.now();
  const pass: Pass = { ...syncing, source: await open(), project, signal, progress, result, startedAt };
  await follow(pass);
  await keep(pass, await pass.source.sprints(project, signal));
  await takeCensus(pass);
  await syncing.facts.notePoll(tracker, startedAt);
  await syncing.requestEvaluation();
  return result;
}

const Remembered = z.iso.datetime();

/** The cursor is that of the last change that was stored; when all were, the moment at which the reading began. */
async function follow(pass: Pass): Promise<void> {
  const { source, project, memory, signal, startedAt } = pass;
  const key = `${source.vendor}:cursor:${project}`;
  const known = Remembered.safeParse(await memory.recall(key)).data;
  for await (const { events, reached } of source.issues(project, known ? new Date(known) : undefined, signal)) {
    await keep(pass, events);
    await memory.remember(key, reached.toISOString(), startedAt);
  }
  await memory.remember(key, startedAt.toISOString(), startedAt);
}

/** What is gone is on no list of changes. A day may pass until it is missed. */
async function takeCensus(pass: Pass): Promise<void> {
  const { source, project, memory, tickets, signal, startedAt } = pass;
  const key = `${source.vendor}:census:${project}`;
  const last = Remembered.safeParse(await memory.recall(key)).data;
  if (last !== undefined && Date.parse(last) > startedAt.getTime() - CENSUS_MS) return;
  const known = (await tickets.histories([project], startedAt)).map(({ ticket }) => ticket.ref);
  await keep(pass, await source.departures(project, known, signal));
  await memory.remember(key, startedAt.toISOString(), startedAt);
}

async function keep({ events: store, signal, progress, result }: Pass, events: NewEvent[]): Promise<void> {
  signal.throwIfAborted();
  for (let start = 0; start < events.length; start += BATCH_MAX) {
    const { inserted } = await store.ingest(events.slice(start, start + BATCH_MAX));
    result.new += inserted;
  }
  result.read += events.length;
  progress.update(result.read);
}
