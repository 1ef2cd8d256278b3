import { fromPoll } from "#integrations/github/normalise";
import { type Polled, wrap } from "#integrations/github/polled";
import type { Source } from "#integrations/github/source";
import { readClosed, readOpen, STREAMS } from "#integrations/github/sync";
import { readCommitChecks } from "#integrations/github/sync-deliveries";
import type { Events } from "#kernel/ports/events";
import type { Facts } from "#kernel/ports/facts";
import type { Memory } from "#kernel/ports/memory";
import { DAY_MS } from "#lib/time";
import { type Cursors, createCursors } from "./cursors.ts";

const BATCH_MAX = 1_000;
const FIRST_LOOK_BACK_MS = 84 * DAY_MS;
const EPOCH = new Date(0);
/** So often everything we believe to be open is compared with what is. */
const CENSUS_MS = DAY_MS;

export interface Syncing {
  events: Events;
  facts: Facts;
  memory: Memory;
  /** Logins in lower case that are bots although GitHub calls them users. */
  bots: ReadonlySet<string>;
  /** The latest commits of a repository whose checks were running when we last heard of them. */
  runningCommits(repository: string, now: Date): Promise<string[]>;
  /** Asks for an evaluation of what was folded. */
  requestEvaluation(): Promise<unknown>;
  now(): Date;
}

export interface Reading {
  source: Source;
  /** The name it is asked for by, in lower case. */
  name: string;
}

interface Options {
  since?: Date;
  signal?: AbortSignal;
  onRead(read: number): void;
}

interface Read {
  read: number;
  new: number;
  since: Date;
}

/** One stretch of reading, with what it has come to. */
interface Pass extends Syncing, Reading {
  options: Options;
  cursors: Cursors;
  result: Read;
  startedAt: Date;
}

/** Reads a repository's lists, each from its cursor on, and what no list of changes tells. */
export async function readRepository(syncing: Syncing, reading: Reading, options: Options): Promise<Read> {
  const startedAt = syncing.now();
  const cursors = createCursors({ ...syncing, ...options, ...reading, startedAt });
  const since =
    options.since ?? (await cursors.earliest(Object.keys(STREAMS))) ?? before(startedAt, FIRST_LOOK_BACK_MS);
  const result: Read = { read: 0, new: 0, since };
  const pass: Pass = { ...syncing, ...reading, options, cursors, result, startedAt };
  await leaveOldName(pass);
  await readAllOpen(pass);
  for (const [stream, read] of Object.entries(STREAMS)) await follow(pass, { stream, read, from: since });
  await keep(pass, await readCommitChecks(pass.source, await syncing.runningCommits(nameOf(pass), startedAt)));
  await takeCensus(pass);
  await syncing.facts.notePoll("github", startedAt);
  await syncing.requestEvaluation();
  return result;
}

interface Following {
  stream: string;
  read: (typeof STREAMS)[string];
  from: Date;
}

async function follow(pass: Pass, { stream, read, from }: Following): Promise<void> {
  const { cursors, source } = pass;
  const cursor = await cursors.start(stream, from);
  for await (const step of read(source, cursor)) {
    await keep(pass, step.polled);
    await cursors.advance(stream, step.cursor);
  }
  await cursors.finish(stream);
}

/** What is open is read once, however old it is; from then on it is followed. */
async function readAllOpen(pass: Pass): Promise<void> {
  if (await pass.cursors.isDone("open")) return;
  await follow(pass, { stream: "open", read: readOpen, from: EPOCH });
  await pass.cursors.markDone("open");
}

/** What was renamed or given away answers under its new name; what we knew under the old one is there no more. */
async function leaveOldName(pass: Pass): Promise<void> {
  const now = nameOf(pass);
  if (now === pass.name || (await listOpen(pass, pass.name)).length === 0) return;
  await keep(pass, [wrap.gone(null, now, { full_name: pass.name })]);
}

/** What is gone is on no list of changes. A day may pass until it is missed. */
async function takeCensus(pass: Pass): Promise<void> {
  const { memory, source, startedAt } = pass;
  const key = `github:census:${pass.name}`;
  const last = await memory.recall(key);
  if (typeof last === "string" && Date.parse(last) > startedAt.getTime() - CENSUS_MS) return;
  await keep(pass, await readClosed(source, await listOpen(pass, nameOf(pass))));
  await memory.remember(key, startedAt.toISOString(), startedAt);
}

/** The numbers of the pull requests and incidents that we believe to be open. */
async function listOpen({ facts, startedAt }: Pass, repository: string): Promise<number[]> {
  const pulls = await facts.openPullRequests([repository], startedAt);
  const incidents = await facts.openIncidents([repository], startedAt);
  return [...pulls, ...incidents].map(({ number }) => number);
}

function nameOf({ source }: Pass): string {
  return source.repository.full_name.toLowerCase();
}

async function keep({ events, bots, options, result, now }: Pass, polled: Polled[]): Promise<void> {
  options.signal?.throwIfAborted();
  const receivedAt = now();
  for (let start = 0; start < polled.length; start += BATCH_MAX) {
    const batch = polled.slice(start, start + BATCH_MAX).map((told) => fromPoll({ ...told, receivedAt, bots }));
    const { inserted } = await events.ingest(batch);
    result.new += inserted;
  }
  result.read += polled.length;
  options.onRead(result.read);
}

function before(instant: Date, ms: number): Date {
  return new Date(instant.getTime() - ms);
}
