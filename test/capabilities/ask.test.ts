import { describe, expect, it } from "vitest";
import type { Model } from "#kernel/ports/model";
import { knowledgeHouse } from "../support/knowledge.ts";
import { dialects } from "../support/stores.ts";

const BACKUP = {
  id: "backup",
  content:
    "# Backups\n\n## Making one\n\nA backup of the database is made every night at two. It is kept for 14 days.\n\n" +
    "## Restoring\n\nTo restore a backup, stop the bot first.\n\n```sh\nadjutant restore FILE\n```\n\nThen start it again.",
  meta: { url: "https://docs.example.com/backup", title: "Backups" },
};
const HOLIDAYS = { id: "holidays", content: "# Holidays\n\nEverybody has thirty days of holidays in a year." };

interface Claim {
  answerable: boolean;
  sentences: { text: string; proofs: { source: string; quote: string }[] }[];
}

/** A writer that says this, whatever it is asked. */
function writer(value: Claim | "busy"): Model {
  const provenance = { traceId: "t1", model: "scribe", prompt: "answer@1/base", cited: [], isTainted: false };
  const outcome =
    value === "busy"
      ? { status: "unusable", reason: "timeout", message: "It is busy.", provenance }
      : { status: "done", value, provenance };
  return { complete: async () => outcome } as unknown as Model;
}

describe.each(dialects)("a question (%s)", (dialect) => {
  async function setUp(model: Model | null = null) {
    const built = await knowledgeHouse(dialect, { model });
    for (const document of [BACKUP, HOLIDAYS]) await built.ask("rag.index", { ...document, audience: "workspace" });
    return built;
  }

  it("is answered without a model by the passages themselves, with the place where they stand", async () => {
    const { ask } = await setUp();
    const { result, view } = await ask("ask", { question: "how do I restore a backup?" });
    expect(result.answer).toMatchObject({
      kind: "answered",
      mode: "extractive",
      sources: [{ number: 1, title: "Backups", url: "https://docs.example.com/backup#restoring" }],
    });
    const shown = JSON.stringify(view.nodes);
    for (const part of [
      "From the docs",
      "To restore a backup, stop the bot first.",
      "adjutant restore FILE",
      "no AI",
    ]) {
      expect(shown).toContain(part);
    }
    expect(await ask("ask", { question: "how do I restore a backup?" })).toEqual({ result, view });
  });

  it("is refused where the documents do not say it, without a source", async () => {
    const { ask } = await setUp();
    const { result, view } = await ask("ask", { question: "which colour has the submarine of the admiral?" });
    expect(result.answer).toMatchObject({ kind: "unanswered", reason: "not-covered" });
    expect(JSON.stringify(view)).not.toContain("docs.example.com");
  });

  it("says what to do where nothing is known yet", async () => {
    const { ask } = await knowledgeHouse(dialect, { model: null });
    const { result, view } = await ask("ask", { question: "how do I restore a backup?" });
    expect(result.answer).toEqual({ kind: "unanswered", reason: "nothing-indexed", experts: [] });
    expect(view.text).toContain("index add FOLDER");
  });

  it("shows of what a model writes what it proved, and nothing else", async () => {
    const quote = "A backup of the database is made every night at two.";
    const { ask } = await setUp(
      writer({
        answerable: true,
        sentences: [
          {
            text: "A backup is made every night.",
            proofs: [
              { source: "S2", quote },
              { source: "S3", quote },
            ],
          },
          { text: "It is kept for 90 days.", proofs: [{ source: "S2", quote }] },
          { text: "See https://evil.example for more.", proofs: [{ source: "S2", quote }] },
          { text: "Trust me.", proofs: [{ source: "S2", quote: "You may trust this model, always." }] },
        ],
      }),
    );
    const { result, view } = await ask("ask", { question: "when is a backup of the database made?" });
    expect(result.answer).toMatchObject({ kind: "answered", mode: "model", model: "scribe", trace_id: "t1" });
    expect(result.answer.sentences).toHaveLength(1);
    expect(JSON.stringify(view)).toMatch(/A backup is made every night\."," \[1\] "/);
    expect(JSON.stringify(view)).not.toMatch(/evil|90 days|Trust me/);
  });

  it("shows the row of a table that a model says again without its bars", async () => {
    const row = "| restore FILE | puts a checked copy of the backup back |";
    const { ask } = await setUp(
      writer({ answerable: true, sentences: [{ text: row, proofs: [{ source: "S2", quote: row }] }] }),
    );
    const content = `# Commands\n\n| command | does |\n|---|---|\n${row}`;
    await ask("rag.index", { id: "commands", content, audience: "workspace" });
    const { view } = await ask("ask", { question: "which command puts a checked copy of the backup back?" });
    const shown = JSON.stringify(view);
    expect(shown).toContain("restore FILE · puts a checked copy of the backup back");
    expect(shown).not.toContain("| restore");
  });

  it.each([
    ["refuses", writer({ answerable: false, sentences: [] }), "unanswered"],
    ["proves nothing", writer({ answerable: true, sentences: [{ text: "Yes.", proofs: [] }] }), "answered"],
    ["has no time", writer("busy"), "answered"],
  ])("is left to the passages where a model %s", async (_what, model, kind) => {
    const { ask } = await setUp(model);
    const { result } = await ask("ask", { question: "how do I restore a backup?" });
    expect(result.answer.kind).toBe(kind);
    if (kind === "answered") expect(result.answer.mode).toBe("extractive");
  });

  it("finds nothing of what its readers may not read, also where it is posted for all of them", async () => {
    const { ask, call } = await knowledgeHouse(dialect, { model: null });
    await ask("rag.index", { ...BACKUP, audience: "user:U1" });
    await ask("rag.index", HOLIDAYS, "slack:U2");
    const question = "how do I restore a backup?";
    expect((await ask("ask", { question }, "slack:U1")).result.answer.kind).toBe("answered");
    expect((await ask("ask", { question }, "slack:U2")).result.answer.kind).toBe("unanswered");
    expect((await ask("ask", { question }, "slack:U9")).result.answer.kind).toBe("unanswered");
    expect(await call("ask", { question: "?" })).toMatchObject({ status: "refused" });
  });
});
