import {
  type Connector,
  type Listed,
  type Listing,
  NOBODY,
  nextAttempt,
  type Reading,
} from "#domain/knowledge/connector";
import type { SourceDocument } from "#domain/knowledge/document";
import type { RunReport, Skipped } from "#domain/knowledge/source";
import type { Log } from "#kernel/context";
import { outageIn, UserError } from "#kernel/errors";
import type { Memory } from "#kernel/ports/memory";
import { DAY_MS } from "#lib/time";
import type { createKnowledge } from "#store/knowledge";

const MINUTE_MS = 60_000;
const BATCH_MAX = 24;
const AT_ONCE = 6;
const SKIPPED_MAX = 1_000;
const CODEOWNERS_KEPT_MAX = 64_000;
/** So often all of a source is looked at that else tells only what is new. */
const WHOLE_MS = DAY_MS;

export interface SourcesDesk {
  knowledge: Pick<ReturnType<typeof createKnowledge>, "begin" | "known" | "schedule">;
  memory: Memory;
  log: Pick<Log, "warn">;
  now(): Date;
}

export interface ReadOptions {
  signal: AbortSignal;
  /** Remove what is gone, however much. */
  isForced?: boolean;
  onProgress?(done: number, total: number): void;
}

export interface SourceReport extends RunReport {
  key: string;
  documents: number;
  changed: number;
  skipped: Skipped[];
  isComplete: boolean;
  error: string | null;
  nextRunAt: Date;
}

/**
 * Reads what has changed in a source, and removes what is gone. It may be stopped at any moment and begun again: what is in
 * already is known by its version. That it fails is an outcome, noted with the time of the next attempt; only to be stopped
 * is thrown.
 */
export async function readSource(desk: SourcesDesk, connector: Connector, options: ReadOptions): Promise<SourceReport> {
  const { key, kind, location } = connector;
  const before = (await desk.knowledge.schedule()).find((one) => one.key === key);
  const audience = connector.audience === NOBODY ? (before?.audience ?? NOBODY) : connector.audience;
  const run = await desk.knowledge.begin({ key, kind, location, audience }, desk.now());
  const pass: Pass = {
    ...{ desk, connector, options, run, skipped: [], documents: 0, changed: 0, isComplete: true },
    reading: { signal: options.signal, now: desk.now },
  };
  const { isForced = false } = options;
  try {
    const listing = await readAll(pass);
    const nextRunAt = new Date(desk.now().getTime() + connector.everyMinutes * MINUTE_MS);
    const { isAddition = false, audience: told } = listing;
    const end = { isAddition, isForced, nextRunAt, ...(told !== undefined && { audience: told }) };
    const removed = await run.end({ ...end, isComplete: pass.isComplete, skipped: pass.skipped }, desk.now());
    if (pass.isComplete) await rememberPass(pass, listing);
    return report(pass, { ...removed, nextRunAt, error: null });
  } catch (error) {
    if (options.signal.aborted) throw error;
    const words = explain(error);
    if (words === UNKNOWN) desk.log.warn({ error, source: key }, "source not read");
    const nextRunAt = nextAttempt(desk.now(), (before?.failures ?? 0) + 1, outageIn(error)?.retryAt);
    const removed = await run.end({ isComplete: false, error: words, skipped: pass.skipped, nextRunAt }, desk.now());
    return report({ ...pass, isComplete: false }, { ...removed, nextRunAt, error: words });
  }
}

interface Pass {
  desk: SourcesDesk;
  connector: Connector;
  options: ReadOptions;
  reading: Reading;
  run: Awaited<ReturnType<SourcesDesk["knowledge"]["begin"]>>;
  skipped: Skipped[];
  documents: number;
  changed: number;
  isComplete: boolean;
}

const UNKNOWN = "It could not be read. The log says more.";

/** Words of our own; those of others stay in the log. */
function explain(error: unknown): string {
  const outage = outageIn(error);
  if (outage) return outage.message;
  return error instanceof UserError ? error.message : UNKNOWN;
}

function report({ connector, documents, changed, skipped, isComplete }: Pass, end: RunReport & EndWords): SourceReport {
  return { key: connector.key, documents, changed, skipped, isComplete, ...end };
}

interface EndWords {
  error: string | null;
  nextRunAt: Date;
}

async function readAll(pass: Pass): Promise<Listing> {
  const { desk, connector, run, reading } = pass;
  reading.signal.throwIfAborted();
  const known = await desk.knowledge.known(connector.key);
  const memory = await recallPass(pass);
  const listing = await connector.list({
    ...reading,
    cursor: memory.cursor,
    isWhole: isWholeDue(memory.wholeAt, desk.now()),
  });
  pass.isComplete = listing.isComplete;
  pass.skipped.push(...listing.skipped.slice(0, SKIPPED_MAX), ...(listing.withdrawn ?? []).slice(0, SKIPPED_MAX));
  await withdraw(pass, listing, known);
  const isKnown = ({ uri, version, audience }: Listed) => {
    const one = known.get(uri);
    return one !== undefined && one.version === version && one.audience === audience;
  };
  const same = listing.items.filter(isKnown);
  const changed = listing.items.filter((item) => !isKnown(item));
  await run.see(
    same.map(({ uri }) => uri),
    desk.now(),
  );
  pass.documents = same.length;
  await takeIn(pass, changed, listing.items.length);
  return listing;
}

function isWholeDue(wholeAt: Date | undefined, now: Date): boolean {
  return wholeAt === undefined || now.getTime() - wholeAt.getTime() >= WHOLE_MS;
}

type Known = Awaited<ReturnType<SourcesDesk["knowledge"]["known"]>>;

/** What others may read now than before is gone first, and comes back with its new readers. */
async function withdraw({ run }: Pass, { items, withdrawn = [], audience }: Listing, known: Known): Promise<void> {
  const readers = new Map(items.map((item) => [item.uri, item.audience]));
  const moved = [...known].filter(([uri, one]) => (readers.get(uri) ?? audience ?? one.audience) !== one.audience);
  const gone = [...withdrawn.map(({ uri }) => uri), ...moved.map(([uri]) => uri)];
  if (gone.length > 0) await run.withdraw(gone);
}

async function takeIn(pass: Pass, changed: readonly Listed[], total: number): Promise<void> {
  const { desk, run, reading, options } = pass;
  const start = pass.documents;
  for (let from = 0; from < changed.length; from += BATCH_MAX) {
    reading.signal.throwIfAborted();
    const batch = changed.slice(from, from + BATCH_MAX);
    const read = await readBatch(pass, batch, changed.length);
    const { documents, unchanged } = await run.put(read, desk.now());
    pass.documents += documents;
    pass.changed += documents - unchanged;
    const done = start + Math.min(from + BATCH_MAX, changed.length);
    await run.note({ done, total });
    options.onProgress?.(done, total);
  }
  if (changed.length === 0) await run.note({ done: total, total });
}

async function readBatch(pass: Pass, batch: readonly Listed[], changed: number): Promise<SourceDocument[]> {
  const documents: SourceDocument[] = [];
  for (let from = 0; from < batch.length; from += AT_ONCE) {
    const turn = batch.slice(from, from + AT_ONCE);
    // All of them have ended before one's failure ends the reading.
    const read = await Promise.allSettled(turn.map((item) => readOne(pass, item, changed)));
    for (const one of read) {
      if (one.status === "rejected") throw one.reason;
      if (one.value) documents.push(one.value);
    }
  }
  return documents;
}

async function readOne(pass: Pass, item: Listed, changed: number): Promise<SourceDocument | undefined> {
  const { uri, version, audience } = item;
  const read = await item.read({ ...pass.reading, changed }).catch((error: unknown) => {
    if (pass.reading.signal.aborted || outageIn(error)) throw error;
    pass.desk.log.warn({ error, source: pass.connector.key }, "document not read");
    // It may say what it said before, so nothing is removed on the strength of this reading.
    pass.isComplete = false;
    return { uri, reason: "It could not be read." };
  });
  if (!read) return undefined;
  if (!("reason" in read)) return { ...read, uri, version, audience };
  if (pass.skipped.length < SKIPPED_MAX) pass.skipped.push(read);
  return undefined;
}

interface Remembered {
  cursor: unknown;
  wholeAt: Date | undefined;
}

async function recallPass({ desk, connector }: Pass): Promise<Remembered> {
  const kept = (await desk.memory.recall(memoryOf(connector.key))) as
    | { cursor?: unknown; wholeAt?: string }
    | undefined;
  return { cursor: kept?.cursor, wholeAt: kept?.wholeAt === undefined ? undefined : new Date(kept.wholeAt) };
}

/** What the next reading goes on from; only one that came to its end is remembered. */
async function rememberPass(pass: Pass, { isAddition, cursor, owners }: Listing): Promise<void> {
  const { desk, connector } = pass;
  const before = await recallPass(pass);
  const wholeAt = isAddition ? before.wholeAt : desk.now();
  await desk.memory.remember(memoryOf(connector.key), { cursor: cursor ?? null, wholeAt }, desk.now());
  if (!owners) return;
  // Where whoever looks for experts would else ask GitHub once a day.
  const kept = { text: owners.text.slice(0, CODEOWNERS_KEPT_MAX), at: desk.now().toISOString() };
  await desk.memory.remember(`codeowners:${owners.repository}`, kept, desk.now());
}

const memoryOf = (key: string) => `source:pass:${key}`;
