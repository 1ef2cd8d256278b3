import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SourceDocument } from "#domain/knowledge/document";
import { backUpSqlite } from "#store/backup";
import type { Store } from "#store/db";
import { createKnowledge } from "#store/knowledge";
import { dialects, openMigrated } from "../../support/stores.ts";
import { DOCS, document, NOW, openKnowledge } from "./world.ts";

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const paragraphs = (word: string, many: number) =>
  Array.from({ length: many }, (_, index) => `${word} ${index} ${"and so on ".repeat(60)}`).join("\n\n");

/** Everything that is indexed, whatever numbers it was given. */
async function readIndex(store: Store) {
  const { documents, chunks, chunkTexts, words, audiences } = store.tables;
  const kept = await store
    .select({
      uri: documents.uri,
      hash: documents.contentHash,
      chunks: documents.chunks,
      body: chunkTexts.body,
      words: chunks.words,
    })
    .from(documents)
    .innerJoin(chunks, sql`${chunks.document} = ${documents.id}`)
    .innerJoin(chunkTexts, sql`${chunkTexts.chunk} = ${chunks.id}`);
  const matching =
    store.dialect === "sqlite"
      ? sql`select count(*) as n from chunk_fts`
      : sql`select count(distinct chunk) as n from postings`;
  const [indexed] = await store.rows<{ n: number | string }>(matching);
  return {
    kept: kept.map((row) => JSON.stringify(row)).sort(),
    words: (await store.select().from(words)).map((row) => JSON.stringify(row)).sort(),
    audiences: (await store.select().from(audiences)).filter(({ documents: many }) => many > 0),
    indexed: Number(indexed?.n),
  };
}

describe.each(dialects)("documents on %s", (dialect) => {
  it("are replaced by what comes under the same name, with all that was indexed of them", async () => {
    const { store, put, search } = await openKnowledge(dialect);
    await put(document("a", paragraphs("kangaroo", 4)), document("b", "# Wombats"));
    await put(document("a", "# Koala\n\nSleeps."));
    expect((await search("kangaroo")).passages).toEqual([]);
    expect((await search("koala")).passages[0]).toMatchObject({ ordinal: 0, document: { uri: "a", chunks: 1 } });
    const once = await openKnowledge(dialect);
    await once.put(document("b", "# Wombats"), document("a", "# Koala\n\nSleeps."));
    expect(await readIndex(store)).toEqual(await readIndex(once.store));
  });

  it("that are as they were only move the time at which they were seen", async () => {
    const { store, knowledge, put } = await openKnowledge(dialect);
    await put(document("a", "# Koala", { version: "1" }));
    const before = await store.select({ id: store.tables.chunks.id }).from(store.tables.chunks);
    const report = await knowledge.put(DOCS, [document("a", "# Koala", { version: "2" })], { now: later(5) });
    expect(report).toMatchObject({ documents: 1, unchanged: 1, chunks: 0 });
    expect(await store.select({ id: store.tables.chunks.id }).from(store.tables.chunks)).toEqual(before);
    const [kept] = await store.select().from(store.tables.documents);
    expect(kept).toMatchObject({ syncedAt: later(5), version: "2" });
  });

  it("move to another audience even though their words are the same", async () => {
    const { put, search } = await openKnowledge(dialect);
    await put(document("a", "# Koala"));
    await put(document("a", "# Koala", { audience: "user:U1" }));
    expect((await search("koala")).passages).toEqual([]);
    expect((await search("koalo")).corrected).toEqual([]);
    expect((await search("koala", ["user:U1"])).passages).toHaveLength(1);
  });

  it("of a source go when a complete reading has not seen them", async () => {
    const { store, knowledge, search } = await openKnowledge(dialect);
    const first = await knowledge.begin(DOCS, NOW);
    await first.put([document("a", "# Koala"), document("b", "# Wombat")], NOW);
    await first.end({ isComplete: true, skipped: [] }, NOW);
    const partial = await knowledge.begin(DOCS, later(1));
    await partial.put([document("a", "# Koala")], later(1));
    expect(await partial.end({ isComplete: false, skipped: [] }, later(1))).toEqual({ removed: 0, heldBack: 0 });
    const second = await knowledge.begin(DOCS, later(2));
    await second.put([document("a", "# Koala"), document("c", "# Emu")], later(2));
    expect(await second.end({ isComplete: true, skipped: [{ uri: "x", reason: "Binary." }] }, later(3))).toEqual({
      removed: 1,
      heldBack: 0,
    });
    expect((await search("wombat")).passages).toEqual([]);
    expect(await knowledge.sources()).toMatchObject([
      { key: DOCS.key, outcome: "complete", documents: 2, chunks: 2, removed: 1, skipped: 1, endedAt: later(3) },
    ]);
    expect((await readIndex(store)).indexed).toBe(2);
  });

  it("stay when more than a fifth of them would go, until a person says that they may", async () => {
    const { knowledge } = await openKnowledge(dialect);
    const all = Array.from({ length: 40 }, (_, number) => document(`d${number}`, `# Page ${number}`));
    const read = async (documents: SourceDocument[], isForced: boolean) => {
      const run = await knowledge.begin(DOCS, NOW);
      await run.put(documents, NOW);
      return run.end({ isComplete: true, isForced, skipped: [] }, NOW);
    };
    await read(all, false);
    expect(await read(all.slice(0, 29), false)).toEqual({ removed: 0, heldBack: 11 });
    expect(await read(all.slice(0, 30), false)).toEqual({ removed: 10, heldBack: 0 });
    expect(await read([], true)).toEqual({ removed: 30, heldBack: 0 });
  });

  it("stay when two readings of their source run at once, and the first ends", async () => {
    const { knowledge } = await openKnowledge(dialect);
    const first = await knowledge.begin(DOCS, NOW);
    const second = await knowledge.begin(DOCS, NOW);
    await second.put([document("a", "# Koala")], NOW);
    expect(await first.end({ isComplete: true, skipped: [] }, NOW)).toEqual({ removed: 0, heldBack: 0 });
    expect(await knowledge.sources()).toMatchObject([{ outcome: "running", documents: 1 }]);
  });

  it("can be removed, and with them every word of theirs", async () => {
    const { store, knowledge, put } = await openKnowledge(dialect);
    await put(document("a", paragraphs("kangaroo", 30)));
    expect([await knowledge.remove(DOCS.key, "a"), await knowledge.remove(DOCS.key, "a")]).toEqual([true, false]);
    expect(await readIndex(store)).toEqual({ kept: [], words: [], audiences: [], indexed: 0 });
  });

  it("may say anything", async () => {
    const { knowledge, put, search } = await openKnowledge(dialect);
    const odd = document("\u{1F60B}/\0", "NUL \0 half \ud83d a\u0301", { meta: { "\0": "\ud83d" }, title: "\ud83d" });
    await put(odd);
    expect((await search("half")).passages[0]?.body).toBe("NUL \uFFFD half \uFFFD a\u0301");
    const longest = document("long", "# One\n\n".concat("x ".repeat(2_000_000)));
    expect(await knowledge.put(DOCS, [longest], { now: NOW })).toMatchObject({ truncated: 1, chunks: 2_000 });
    expect(await knowledge.sources()).toMatchObject([{ truncated: 1 }]);
  });
});

it("any order of the same documents makes the same index", async () => {
  const uris = ["a", "b", "c", "d"];
  const editions = fc.array(
    fc.record({ uri: fc.constantFrom(...uris), text: fc.constantFrom("one two", "# Two\n\nthree one", "") }),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(editions, async (given) => {
      const last = new Map(given.map(({ uri, text }) => [uri, text]));
      const [stepwise, atOnce] = [await openKnowledge("sqlite"), await openKnowledge("sqlite")];
      for (const { uri, text } of given) await stepwise.put(document(uri, text));
      await atOnce.put(...[...last].map(([uri, text]) => document(uri, text)).reverse());
      expect(await readIndex(stepwise.store)).toEqual(await readIndex(atOnce.store));
      await Promise.all([stepwise.store.close(), atOnce.store.close()]);
    }),
    { numRuns: 8 },
  );
});

it("a copy of the database is searched like the database", async () => {
  const { url, put } = await openKnowledge("sqlite");
  await put(document("a", "# Koala"));
  await backUpSqlite(url, `${url}.copy`);
  const copy = createKnowledge(await openMigrated(`${url}.copy`), { url: `${url}.copy` });
  expect((await copy.search({ q: "koalas", audiences: ["workspace"], limit: 1 })).passages).toHaveLength(1);
  await copy.close();
});
