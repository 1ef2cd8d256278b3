import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { createKnowledge } from "#store/knowledge";
import { RANK } from "#store/knowledge/sqlite-reads";
import { dialects } from "../../support/stores.ts";
import { document, NOW, openKnowledge } from "./world.ts";

const DEPLOYING = document(
  "deploy.md",
  "# Deploying\n\n## Rollback\n\nRun `ship undo` to take back a release of the checkout service.",
);
const HOLIDAYS = document("holidays.md", "# Holidays\n\nAsk your lead before you take days off in December.");
const NIGHTHAWK = document("nighthawk.md", "# Nighthawk\n\nThe acquisition is called Nighthawk.", {
  audience: "channel:C9",
});

describe.each(dialects)("a search on %s", (dialect) => {
  it("finds the passage that speaks of what was asked, with its place and its document", async () => {
    const { put, search } = await openKnowledge(dialect);
    await put(DEPLOYING, HOLIDAYS);
    const { passages, confidence, band, mode } = await search("how do I take back a release of checkout?");
    expect(passages[0]).toMatchObject({
      ...{
        heading: "Deploying > Rollback",
        anchor: "rollback",
        firstLine: 5,
        ordinal: 0,
        rankLexical: 1,
        rankVector: null,
      },
      body: "Run `ship undo` to take back a release of the checkout service.",
      document: { uri: "deploy.md", title: "Deploying", audience: "workspace", trust: "member", syncedAt: NOW },
    });
    expect({ confidence, band, mode }).toEqual({ confidence: 1, band: "answer", mode: "lexical" });
  });

  it("refuses what the documents do not speak of", async () => {
    const { put, search } = await openKnowledge(dialect);
    await put(DEPLOYING, HOLIDAYS);
    expect(await search("Which database does billing use?")).toMatchObject({
      passages: [],
      confidence: 0,
      band: "refuse",
    });
    expect(await search("")).toMatchObject({ passages: [], band: "refuse" });
  });

  it("takes a word that no document has for the one that was meant, and says so", async () => {
    const { put, search } = await openKnowledge(dialect);
    await put(DEPLOYING, HOLIDAYS);
    const { passages, corrected } = await search("releese of the chekcout");
    expect(corrected).toEqual([
      { from: "releese", to: "release" },
      { from: "chekcout", to: "checkout" },
    ]);
    expect(passages[0]?.document.uri).toBe("deploy.md");
  });

  it("shows, counts and corrects nothing out of documents that one may not read", async () => {
    const { put, search } = await openKnowledge(dialect);
    await put(DEPLOYING, NIGHTHAWK);
    expect(await search("nighthawk")).toMatchObject({ passages: [], corrected: [] });
    expect(await search("nighthawc")).toMatchObject({ passages: [], corrected: [], missing: ["nighthawc"] });
    expect((await search("nighthawc", ["workspace", "channel:C9"])).corrected).toEqual([
      { from: "nighthawc", to: "nighthawk" },
    ]);
    expect((await search("nighthawk", ["channel:C9"])).passages).toHaveLength(1);
    expect((await search("nighthawk", [])).passages).toEqual([]);
  });

  it("leaves as many as are wanted to those who may read them, however many others there are", async () => {
    const { put, search } = await openKnowledge(dialect);
    const hidden = Array.from({ length: 150 }, (_, number) =>
      document(`h${number}`, "secret plan", { audience: "user:U1" }),
    );
    await put(...hidden, document("open", "A long text about many a thing, and also about the plan of the year."));
    expect((await search("plan")).passages.map(({ document: { uri } }) => uri)).toEqual(["open"]);
  });

  it("takes signs of every language and of every query language for words", async () => {
    const { put, search } = await openKnowledge(dialect);
    await put(document("a", "Über die Straße: naïve café 東京都 stem"), DEPLOYING);
    for (const q of [
      "strasse OR straße",
      "uber",
      "CAFE",
      "京都",
      'what-if "',
      "a AND",
      "NOT near(",
      "'; drop",
      '{\\"}',
      "\0 cafe",
    ]) {
      expect((await search(q)).passages.length, q).toBeLessThanOrEqual(2);
    }
    expect((await search("naive")).passages[0]?.document.uri).toBe("a");
    expect((await search("京都")).passages[0]?.document.uri).toBe("a");
  });

  it("puts what vectors found beside what words found", async () => {
    const { put, search, knowledge } = await openKnowledge(dialect);
    await put(DEPLOYING, HOLIDAYS, NIGHTHAWK);
    const [holidays] = (await search("holidays")).passages;
    const [secret] = (await search("nighthawk", ["channel:C9"])).passages;
    const nearest = [holidays, secret].flatMap((found) =>
      found ? [{ chunk: found.id, document: found.document.id }] : [],
    );
    const { passages, mode } = await knowledge.search({ q: "release", audiences: ["workspace"], limit: 5, nearest });
    expect(mode).toBe("hybrid");
    expect(passages.map(({ document: { uri }, rankLexical, rankVector }) => [uri, rankLexical, rankVector])).toEqual([
      ["deploy.md", 1, null],
      ["holidays.md", null, 1],
    ]);
  });
});

it("matches SQLite's words once, and then looks the passages up", async () => {
  const { url, put } = await openKnowledge("sqlite");
  await put(DEPLOYING);
  const connection = new Database(url, { readonly: true });
  const plan = connection.prepare(`explain query plan ${RANK}`).all({ terms: '"a"', audiences: "[]", limit: 1 });
  connection.close();
  const steps = plan.map((row) => (row as { detail: string }).detail);
  expect(steps[0]).toMatch(/^SCAN chunk_fts VIRTUAL TABLE/);
  expect(steps[1]).toMatch(/^SEARCH chunks USING INTEGER PRIMARY KEY/);
});

it("searches SQLite in a thread that comes back after it was too slow, or could not open the file", async () => {
  const { store, put, search, url } = await openKnowledge("sqlite");
  await put(DEPLOYING);
  const hasty = createKnowledge(store, { url, deadlineMs: 0 });
  await expect(hasty.search({ q: "release", audiences: ["workspace"], limit: 1 })).rejects.toThrow(
    "cannot be searched",
  );
  await hasty.close();
  const lost = createKnowledge(store, { url: `${url}.not-there` });
  await expect(lost.search({ q: "release", audiences: ["workspace"], limit: 1 })).rejects.toThrow("cannot be searched");
  await lost.close();
  const questions = Array.from({ length: 20 }, () => search("release"));
  for (const { passages } of await Promise.all(questions)) expect(passages).toHaveLength(1);
});
