import { describe, expect, it } from "vitest";
import { knowledgeHouse } from "../../support/knowledge.ts";
import { dialects } from "../../support/stores.ts";

const CI = { kind: "key", id: "key:ci" } as const;
const BOT = { kind: "key", id: "key:bot" } as const;
const OPERATOR = { kind: "operator", id: "local-operator" } as const;
const RUNBOOK = {
  id: "runbook",
  content:
    "# Runbook\n\n## Rollback\n\nRun `ship undo` to take back a release.\n\n## Paging\n\nPage whoever is on call.",
  meta: { url: "https://docs.example.com/runbook", source: "wiki", owner: "core" },
};

describe.each(dialects)("documents on %s", (dialect) => {
  it("are found with their place, by whoever brought them", async () => {
    const { ask } = await knowledgeHouse(dialect);
    const { result: indexed } = await ask("rag.index", RUNBOOK);
    expect(indexed).toEqual({
      indexed: "runbook",
      audience: "user:U1",
      chunks: 2,
      is_unchanged: false,
      is_truncated: false,
    });
    const { result, view } = await ask("rag.search", { q: "how to take back a release?" });
    expect(result).toMatchObject({
      answerable: true,
      confidence: 1,
      mode: "lexical",
      corrected: [],
      took_ms: expect.any(Number),
    });
    expect(result.results[0]).toMatchObject({
      ...{
        id: "runbook#c0",
        parent_id: "runbook",
        snippet: "Run `ship undo` to take back a release.",
        meta: RUNBOOK.meta,
      },
      provenance: { source: "wiki", url: "https://docs.example.com/runbook#rollback" },
      ...{
        title: "Runbook",
        heading: "Runbook > Rollback",
        anchor: "rollback",
        trust: "member",
        rank_lexical: 1,
        rank_vector: null,
      },
    });
    expect(view.text).toBe("1 passage speaks of this.");
    const { result: bare } = await ask("rag.search", { q: "release", include_meta: false });
    expect(bare.results[0].meta).toBeNull();
  });

  it("are found by nobody else, unless they are for everybody", async () => {
    const { ask } = await knowledgeHouse(dialect);
    await ask("rag.index", RUNBOOK);
    expect((await ask("rag.search", { q: "rollback" }, "slack:U2")).result.results).toEqual([]);
    expect((await ask("rag.search", { q: "rollbakc" }, CI)).result.corrected).toEqual([]);
    await ask("rag.index", { ...RUNBOOK, audience: "workspace" });
    for (const actor of ["slack:U2", CI, OPERATOR]) {
      expect((await ask("rag.search", { q: "rollback" }, actor)).result.results).toHaveLength(1);
    }
    expect((await ask("rag.search", { q: "rollback" }, "slack:UGUEST")).result.results).toEqual([]);
  });

  it("of a channel are found in the channel", async () => {
    const { ask, call } = await knowledgeHouse(dialect);
    await ask("rag.index", { ...RUNBOOK, audience: "channel:C1" }, "slack:U1", "C1");
    const find = async (user: string, place?: string) =>
      (await ask("rag.search", { q: "rollback" }, user, place)).result.results.length;
    expect([
      await find("slack:U2", "C1"),
      await find("slack:UGUEST", "C1"),
      await find("slack:U1"),
      await find("slack:U1", "C2"),
    ]).toEqual([1, 1, 0, 0]);
    expect(await call("rag.index", { ...RUNBOOK, audience: "channel:C1" }, "slack:U1", "C2")).toMatchObject({
      ...{
        status: "refused",
        code: "forbidden",
        message: "You can add documents for those you belong to: workspace, user:U1, channel:C2.",
      },
    });
    expect(await call("rag.index", RUNBOOK, "slack:UGUEST", "C1")).toMatchObject({
      status: "refused",
      code: "forbidden",
    });
  });

  it("of one caller are neither replaced nor removed by another", async () => {
    const { ask, call } = await knowledgeHouse(dialect);
    await ask("rag.index", { id: "a", content: "kangaroo", audience: "workspace" }, CI);
    await ask("rag.index", { id: "a", content: "wombat" }, BOT);
    expect(await call("rag.remove", { id: "a" })).toMatchObject({
      status: "refused",
      message: "You have put in no document “a”.",
    });
    expect((await ask("rag.search", { q: "kangaroo" }, BOT)).result.results[0]).toMatchObject({
      id: "a",
      trust: "anyone",
    });
    expect((await ask("rag.remove", { id: "a" }, CI)).result).toEqual({ removed: "a" });
    expect((await ask("rag.search", { q: "kangaroo" }, BOT)).result.results).toEqual([]);
    expect((await ask("rag.search", { q: "wombat" }, BOT)).result.results).toHaveLength(1);
  });

  it("come in many at once, but for those that are none", async () => {
    const { ask } = await knowledgeHouse(dialect);
    const docs = [
      RUNBOOK,
      { id: "empty", content: " " },
      { content: "no id" },
      { id: "x", content: "text", meta: 7 },
      { id: "b", content: "b" },
    ];
    const { result } = await ask("rag.index-bulk", { docs });
    expect(result).toMatchObject({ indexed: 3, documents: 2, unchanged: 0, truncated: 0, audience: "user:U1" });
    expect(result.skipped.map(({ id }: { id: string }) => id)).toEqual(["empty", "#2", "x"]);
    expect((await ask("rag.index-bulk", { docs })).result).toMatchObject({ indexed: 0, documents: 2, unchanged: 2 });
    const whole = await ask("rag.index-bulk", {
      docs: [{ id: "long", content: "word ".repeat(1_000) }],
      chunk_size: 0,
    });
    expect(whole.result.indexed).toBe(1);
  });

  it("are shown by where they come from, to those who may read them", async () => {
    const { ask, knowledge } = await knowledgeHouse(dialect);
    expect((await ask("sources", {})).view.text).toContain("There are no documents yet.");
    await ask("rag.index", RUNBOOK);
    const folder = { key: "folder:/docs", kind: "folder" as const, location: "/docs", audience: "workspace" };
    const run = await knowledge.begin(folder, new Date("2026-11-20T08:00:00Z"));
    await run.end(
      { isComplete: false, skipped: [{ uri: "a.png", reason: "no text" }] },
      new Date("2026-11-20T08:01:00Z"),
    );
    expect((await ask("sources", {})).result.sources).toMatchObject([
      { key: "api:slack:U1", documents: 1, chunks: 2, outcome: "complete" },
      { key: "folder:/docs", documents: 0, outcome: "partial", skipped: 1, ended_at: "2026-11-20T08:01:00.000Z" },
    ]);
    expect((await ask("sources", {}, "slack:U2")).result.sources.map(({ key }: { key: string }) => key)).toEqual([
      "folder:/docs",
    ]);
    const { view } = await ask("sources", {}, "slack:U2");
    expect(JSON.stringify(view)).toContain("1 left out: a.png: no text");
  });
});

it("what is sent is kept in the index alone, and the audit says only which documents they were", async () => {
  const { ask, call, audit } = await knowledgeHouse("sqlite");
  await ask("rag.index", RUNBOOK);
  await ask("rag.index-bulk", { docs: [RUNBOOK] });
  await call("rag.index-bulk", { docs: Array.from({ length: 1_001 }, () => RUNBOOK) });
  await call("rag.index-bulk", [] as never);
  expect(JSON.stringify(audit)).not.toContain("ship undo");
  expect(audit[0]?.invocation.input).toEqual({ id: "runbook", signs: RUNBOOK.content.length });
  expect(audit.map(({ outcome }) => outcome)).toEqual(["done", "done", "refused", "refused"]);
});
