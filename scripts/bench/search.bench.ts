// Indexing and searching 100,000 passages made of the sentences of real documents, asked the questions of the proof.
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { SourceDocument } from "#domain/knowledge/document";
import type { SourceIdentity } from "#domain/knowledge/source";
import type { Store } from "#store/db";
import { createKnowledge } from "#store/knowledge";
import { FORMS, readQuestions } from "../proof/ask/questions.ts";
import { measureBeside } from "./beside-search.ts";
import { quantile } from "./caller.ts";
import type { BenchResult } from "./result.ts";
import { inScratch, timed, withStore } from "./scratch.ts";

const ROOT = realpathSync(join(import.meta.dirname, "../../node_modules"));
const DOCUMENTS = 10_000;
const SECTIONS = 10;
const SECTION_CHARS = 700;
const DOCUMENTS_AT_ONCE = 500;
const SOURCE: SourceIdentity = { key: "folder:/bench", kind: "folder", location: "/bench", audience: "workspace" };
const SEED = 20_261_121;
const WARM_UP = 20;
const BARS = { p50: 50, p99: 150, documents: 400, chunks: 4_500, changedMs: 1_000, unchanged: 2_000 };

export async function run(isLong: boolean): Promise<BenchResult[]> {
  const rounds = isLong ? 5 : 1;
  return inScratch(async (folder) => {
    const file = join(folder, "search.db");
    const results = await withStore(file, (store) => measure(store, file, rounds));
    const questions = readQuestions().questions.map(({ short }) => short);
    return [...results, await measureBeside(file, questions)];
  });
}

async function measure(store: Store, url: string, rounds: number): Promise<BenchResult[]> {
  const knowledge = createKnowledge(store, { url });
  try {
    const documents = makeDocuments();
    const indexed = await timeIndexing(knowledge, documents);
    const unchanged = await timed(() =>
      knowledge.put(SOURCE, documents.slice(0, DOCUMENTS_AT_ONCE), { now: new Date() }),
    );
    const times = await timeSearches(knowledge, rounds);
    const changed = await timed(() => changeOne(knowledge));
    const seconds = indexed.ms / 1_000;
    const again = (DOCUMENTS_AT_ONCE / unchanged) * 1_000;
    return [
      { name: "passages", value: indexed.chunks, unit: "passages" },
      { name: "indexing", value: DOCUMENTS / seconds, unit: "documents/s", bar: { atLeast: BARS.documents } },
      { name: "indexing", value: indexed.chunks / seconds, unit: "passages/s", bar: { atLeast: BARS.chunks } },
      { name: "again, unchanged", value: again, unit: "documents/s", bar: { atLeast: BARS.unchanged } },
      ...FORMS.flatMap((form): BenchResult[] => [
        { name: `search, ${form}, p50`, value: quantile(times[form], 0.5), unit: "ms", bar: { atMost: BARS.p50 } },
        { name: `search, ${form}, p99`, value: quantile(times[form], 0.99), unit: "ms", bar: { atMost: BARS.p99 } },
      ]),
      { name: "a changed document is found after", value: changed, unit: "ms", bar: { atMost: BARS.changedMs } },
    ];
  } finally {
    await knowledge.close();
  }
}

type Knowledge = ReturnType<typeof createKnowledge>;

async function timeIndexing(knowledge: Knowledge, documents: SourceDocument[]) {
  let chunks = 0;
  const ms = await timed(async () => {
    for (let start = 0; start < documents.length; start += DOCUMENTS_AT_ONCE) {
      const group = documents.slice(start, start + DOCUMENTS_AT_ONCE);
      chunks += (await knowledge.put(SOURCE, group, { now: new Date() })).chunks;
    }
  });
  return { ms, chunks };
}

async function timeSearches(knowledge: Knowledge, rounds: number) {
  const { questions } = readQuestions();
  const ask = (q: string) => knowledge.search({ q, audiences: [SOURCE.audience], limit: 5 });
  for (const { long } of questions.slice(0, WARM_UP)) await ask(long);
  const times = { short: [] as number[], long: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const question of questions) {
      for (const form of FORMS) times[form].push(await timed(() => ask(question[form])));
    }
  }
  return times;
}

async function changeOne(knowledge: Knowledge): Promise<void> {
  const [document] = makeDocuments(1);
  if (!document) throw new Error("There is no document to change.");
  await knowledge.put(SOURCE, [{ ...document, text: `${document.text}\n\nA zanzibarian passage.` }], {
    now: new Date(),
  });
  const { passages } = await knowledge.search({ q: "zanzibarian", audiences: [SOURCE.audience], limit: 1 });
  if (passages[0]?.document.uri !== document.uri) throw new Error("The changed document was not found.");
}

/** Of the sentences of real documents, in an order that is the same every time. */
function makeDocuments(count = DOCUMENTS): SourceDocument[] {
  const sentences = readSentences();
  const next = createRandom();
  const draw = () => sentences[Math.floor(next() * sentences.length)] ?? "";
  return Array.from({ length: count }, (_, number) => {
    const sections = Array.from({ length: SECTIONS }, () => {
      let body = "";
      while (body.length < SECTION_CHARS) body += `${draw()}\n`;
      return `## ${draw().slice(0, 60)}\n\n${body}`;
    });
    const uri = `page-${number}.md`;
    const text = `# ${draw().slice(0, 60)}\n\n${sections.join("\n")}`;
    return { uri, text, format: "markdown", path: uri, audience: SOURCE.audience, trust: "member" };
  });
}

function readSentences(): string[] {
  const files = readQuestions().folders.flatMap(({ folder }) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(ROOT, folder, name)),
  );
  const lines = files.sort().flatMap((file) => readFileSync(file, "utf8").split("\n"));
  return lines.map((line) => line.replace(/^[#\s]+/, "").slice(0, 300)).filter((line) => line.length > 20);
}

/** Mulberry32: the same numbers on every machine. */
function createRandom(): () => number {
  let state = SEED;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
