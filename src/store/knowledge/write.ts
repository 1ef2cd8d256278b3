import { setImmediate as nextRound } from "node:timers/promises";
import { type Cutting, DEFAULT_CUTTING } from "#domain/knowledge/chunks";
import type { SourceDocument } from "#domain/knowledge/document";
import type { PutReport } from "#domain/knowledge/source";
import { insertRows } from "../bulk.ts";
import type { Db, Store } from "../db.ts";
import { and, eq, inArray } from "../drizzle.ts";
import { createTally, type Tally } from "./dictionary.ts";
import { addPassages, dropPassages, type Written } from "./passages.ts";
import { cleanUri, type Hashed, hashDocument, type Prepared, prepare } from "./prepared.ts";

const DOCUMENTS_AT_ONCE_MAX = 50;
/** Long documents are written in smaller groups. */
const CHARS_AT_ONCE_MAX = 1_000_000;

export interface PutOptions {
  source: string;
  /** The reading of the source that sees these documents; null where it is no reading of all there is. */
  run: string | null;
  now: Date;
  cutting?: Cutting | undefined;
}

/** Takes documents in, a limited number in a transaction. Of two with the same uri the later one holds. */
export async function putDocuments(
  store: Store,
  given: readonly SourceDocument[],
  options: PutOptions,
): Promise<PutReport> {
  const documents = [...new Map(given.map((document) => [cleanUri(document.uri), document])).values()];
  const report: PutReport = { documents: documents.length, unchanged: 0, chunks: 0, truncated: 0 };
  for (const group of groupBySize(documents)) {
    const cutting = options.cutting ?? DEFAULT_CUTTING;
    const hashed = group.map((document) => hashDocument(document, cutting));
    const known = await findKnown(store, options.source, hashed);
    const prepared = await prepareChanged(hashed, known, cutting);
    const written = await store.transaction((tx) => writeGroup(tx, { hashed, prepared }, options));
    report.unchanged += group.length - written.length;
    report.chunks += written.reduce((sum, { cut }) => sum + cut.chunks.length, 0);
    report.truncated += written.filter(({ cut, isCut }) => cut.isTruncated || isCut).length;
  }
  return report;
}

function* groupBySize(documents: readonly SourceDocument[]): Generator<SourceDocument[]> {
  let group: SourceDocument[] = [];
  let chars = 0;
  for (const document of documents) {
    if (
      group.length >= DOCUMENTS_AT_ONCE_MAX ||
      (group.length > 0 && chars + document.text.length > CHARS_AT_ONCE_MAX)
    ) {
      yield group;
      [group, chars] = [[], 0];
    }
    group.push(document);
    chars += document.text.length;
  }
  if (group.length > 0) yield group;
}

interface Known {
  id: number;
  uri: string;
  title: string;
  audience: string;
  contentHash: string;
}

async function findKnown(db: Db, source: string, hashed: readonly Hashed[]): Promise<Map<string, Known>> {
  const { documents } = db.tables;
  const uris = hashed.map(({ document }) => document.uri);
  const { id, uri, title, audience, contentHash } = documents;
  const rows = await db
    .select({ id, uri, title, audience, contentHash })
    .from(documents)
    .where(and(eq(documents.source, source), inArray(documents.uri, uris)));
  return new Map(rows.map((row) => [row.uri, row]));
}

/** Cuts what is new or changed, and lets others have their turn in between. */
async function prepareChanged(hashed: readonly Hashed[], known: Map<string, Known>, cutting: Cutting) {
  const prepared = new Map<string, Prepared>();
  for (const one of hashed) {
    if (known.get(one.document.uri)?.contentHash === one.hash) continue;
    prepared.set(one.document.uri, prepare(one, cutting));
    await nextRound();
  }
  return prepared;
}

interface Group {
  hashed: readonly Hashed[];
  prepared: Map<string, Prepared>;
}

/** Answers what was written; of what is as it was only the time moves at which it was seen. */
async function writeGroup(tx: Db, { hashed, prepared }: Group, options: PutOptions): Promise<Prepared[]> {
  const known = await findKnown(tx, options.source, hashed);
  const isSame = ({ document, hash }: Hashed) => known.get(document.uri)?.contentHash === hash;
  await touch(tx, hashed.filter(isSame), options);
  const changed = hashed.filter((one) => !isSame(one)).flatMap(({ document }) => prepared.get(document.uri) ?? []);
  if (changed.length === 0) return [];
  const tally = createTally();
  const replaced = changed.flatMap(({ document }) => known.get(document.uri) ?? []);
  for (const { audience } of replaced) tally.document(audience, -1);
  await dropPassages(tx, replaced, tally);
  await addPassages(tx, await writeDocuments(tx, changed, { ...options, tally }), tally);
  await tally.write(tx);
  return changed;
}

async function writeDocuments(
  tx: Db,
  changed: readonly Prepared[],
  { source, run, now, tally }: PutOptions & { tally: Tally },
): Promise<Written[]> {
  const rows = changed.map(({ document, hash, cut, isCut }) => {
    tally.document(document.audience, 1);
    const { uri, path, url, audience, trust, version, author, updatedAt, meta } = document;
    return {
      ...{ source, uri, path, url, audience, trust, version, author, updatedAt },
      ...{ title: cut.title, contentHash: hash, syncedAt: now, seenInRun: run, chunks: cut.chunks.length },
      isTruncated: cut.isTruncated || isCut,
      meta: meta ? JSON.stringify(meta) : null,
    };
  });
  const { id: _, ...named } = tx.tables.documents;
  const columns = Object.keys(rows[0] ?? named);
  const onConflict = { update: ["source", "uri"] };
  const returned = await insertRows(tx, tx.tables.documents, { rows, columns, onConflict, returning: ["uri", "id"] });
  const ids = new Map(returned.map(([uri, id]) => [uri, Number(id)]));
  return changed.map((one) => ({ ...one, id: ids.get(one.document.uri) ?? 0 }));
}

/** What the source says beside the content may have moved all the same: an edition, an author. */
async function touch(tx: Db, same: readonly Hashed[], { source, run, now }: PutOptions): Promise<void> {
  const { documents } = tx.tables;
  for (const { document } of same) {
    const { uri, version = null, author = null, updatedAt = null } = document;
    await tx
      .update(documents)
      .set({ syncedAt: now, seenInRun: run, version, author, updatedAt })
      .where(and(eq(documents.source, source), eq(documents.uri, uri)));
  }
}
