// Indexes the documents of installed packages and asks every question, on one engine.
import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { Findings } from "#domain/knowledge/passage";
import { indexFolder } from "#operations/index-folder";
import { createKnowledge } from "#store/knowledge";
import { openStore } from "#store/open";
import { FORMS, type Form, type Question, type QuestionSets } from "./questions.ts";

const ROOT = realpathSync(join(import.meta.dirname, "../../../node_modules"));
const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
/** Enough to have ten different documents among them. */
const PASSAGES = 60;

export interface Asked {
  question: Question;
  form: Form;
  scope: Scope;
  /** Different documents, in the order in which they were found. */
  ranking: string[];
  findings: Findings;
  ms: number;
}

/** Whether a question is asked among the documents of its own product, or among those of all of them together. */
export type Scope = "own" | "all";

export interface Asking {
  documents: number;
  chunks: number;
  asked: Asked[];
}

export async function askAll(url: string, { folders, questions }: QuestionSets): Promise<Asking> {
  const store = await openStore({ url, migrationsFolder: MIGRATIONS, onError: () => {} });
  await store.migrate();
  const knowledge = createKnowledge(store, { url });
  try {
    const desk = { knowledge, now: () => new Date() };
    const counts = { documents: 0, chunks: 0 };
    for (const { set, folder } of folders) {
      const options = { audience: audienceOf(set), isForced: false, onProgress: () => {} };
      // The packages link to nothing, but they may be links themselves.
      const { documents, chunks } = await indexFolder(desk, join(ROOT, folder), options);
      counts.documents += documents;
      counts.chunks += chunks;
    }
    const all = [...new Set(folders.map(({ set }) => audienceOf(set)))];
    const asked: Asked[] = [];
    for (const question of questions) {
      for (const form of FORMS) {
        asked.push(await ask(knowledge.search, { question, form, scope: "own" }, [audienceOf(question.set)]));
        asked.push(await ask(knowledge.search, { question, form, scope: "all" }, all));
      }
    }
    return { ...counts, asked };
  } finally {
    await knowledge.close();
    await store.close();
  }
}

type Search = ReturnType<typeof createKnowledge>["search"];

async function ask(
  search: Search,
  asked: Pick<Asked, "question" | "form" | "scope">,
  audiences: string[],
): Promise<Asked> {
  const startedAt = performance.now();
  const findings = await search({ q: asked.question[asked.form], audiences, limit: PASSAGES });
  const ms = performance.now() - startedAt;
  const found = findings.passages.map(({ document: { source, uri } }) => nameOf(source, uri));
  return { ...asked, ranking: [...new Set(found)], findings, ms };
}

function audienceOf(set: string): string {
  return `group:${set}`;
}

/** "fastify/docs/Reference/Hooks.md". */
function nameOf(source: string, uri: string): string {
  return `${source.replace(`folder:${ROOT}/`, "")}/${uri}`;
}
