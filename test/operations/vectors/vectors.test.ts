import { describe, expect, it, onTestFinished } from "vitest";
import { createEmbeddings } from "#integrations/openai/embeddings";
import { UnavailableError } from "#lib/errors";
import { documentOperations } from "#operations/documents";
import { embedLane, fill } from "#operations/vectors/fill";
import { createNearSearch } from "#operations/vectors/near-search";
import { createOpenaiSandbox } from "#sandbox/openai/sandbox";
import type { MishapInput } from "#sandbox/openai/traits";
import type { Dialect } from "#store/dialect";
import { createVectors } from "#store/knowledge/vectors";
import { openKnowledgeStore } from "../../support/knowledge.ts";
import { dialects } from "../../support/stores.ts";
import { createTestTerminal } from "../../support/terminal.ts";

const SIGNAL = new AbortController().signal;
const SOURCE = { key: "api:test", kind: "api" as const, location: "test", audience: "workspace" };
const DOCUMENTS = {
  car: "The car is parked behind the house.",
  outage: "Every outage is told to the lead.",
  pay: "Pay is settled in March.",
};

interface Wished {
  model?: string;
  excluded?: string[];
  deadlineMs?: number;
}

async function open(dialect: Dialect = "sqlite") {
  const server = await createOpenaiSandbox();
  onTestFinished(() => server.close());
  const { knowledge, store } = await openKnowledgeStore(dialect);
  const warnings: unknown[] = [];
  let at = new Date("2026-11-16T09:00:00Z").getTime();
  const now = () => new Date(at);

  function connect({ model = "small", excluded = [], deadlineMs = 2_000 }: Wished = {}) {
    const vectors = createVectors(store, { model, excluded });
    const embedder = createEmbeddings({ apiKey: server.apiKey, baseUrl: server.url, model, now });
    const log = { warn: (about: unknown) => void warnings.push(about) };
    const index = vectors.index();
    onTestFinished(() => index.close());
    const given = { embedder, piiLevel: () => "standard" as const, log, now };
    const search = createNearSearch(knowledge.search, { ...given, index, deadlineMs });
    return { ...given, vectors, fill: () => fill({ ...given, vectors }, SIGNAL), search };
  }

  async function put(texts: Record<string, string>, audience = "workspace") {
    const documents = Object.entries(texts).map(([uri, text]) => ({
      ...{ uri, text, audience, format: "markdown" as const, trust: "member" as const },
    }));
    await knowledge.put({ ...SOURCE, audience }, documents, { now: now() });
  }

  const asked = () => server.requests.entries().map(({ body }) => (body as { input: string[] }).input);
  return { ...{ server, store, knowledge, connect, put, asked, warnings }, skip: (ms: number) => (at += ms) };
}

async function found(search: ReturnType<typeof createNearSearch>, q: string, audiences = ["workspace"]) {
  const { passages, mode } = await search({ q, audiences, limit: 3 });
  return { mode, first: passages[0]?.document.uri };
}

describe.each(dialects)("vectors on %s", (dialect) => {
  it("find what other words mean, once every passage has one", async () => {
    const { connect, put, asked } = await open(dialect);
    await put(DOCUMENTS);
    const { fill: fillAll, search, vectors } = connect();
    expect(await found(search, "automobile")).toEqual({ mode: "lexical", first: undefined });
    await fillAll();
    expect(await vectors.space()).toMatchObject({ dimension: 64, filled: 3, total: 3, error: null });
    const { search: later } = connect();
    expect(await found(later, "automobile")).toEqual({ mode: "hybrid", first: "car" });
    expect(await found(later, "automobile", ["channel:C1"])).toEqual({ mode: "lexical", first: undefined });
    const before = asked().length;
    await fillAll();
    expect(asked()).toHaveLength(before);
  });

  it("are made anew only of words that have changed, and go when no passage has them", async () => {
    const { connect, put, asked, knowledge } = await open(dialect);
    await put(DOCUMENTS);
    const { fill: fillAll, vectors } = connect();
    await fillAll();
    await put({ car: `${DOCUMENTS.car}\n\n## More\n\nThe bus is red.` });
    await fillAll();
    expect(asked().at(-1)).toEqual(["car > More\nThe bus is red."]);
    await knowledge.remove(SOURCE.key, "pay");
    expect(await vectors.forget()).toBe(1);
    expect(await vectors.forget()).toBe(0);
    const [, status] = documentOperations(async () => ({
      knowledge,
      now: () => new Date(),
      vectors: { filling: { vectors } },
    }));
    const { terminal, printed } = createTestTerminal();
    await status?.run({ words: [], fields: {}, json: false, terminal });
    expect(printed.join("\n")).toMatch(/\nvectors of small: 3 of 3 passages$/);
    expect(await vectors.space()).toMatchObject({ filled: 3, total: 3 });
  });
});

it("keeps the readers of a passage apart, also when it moves from one to another", async () => {
  const { connect, put, knowledge } = await open();
  await put(DOCUMENTS);
  await put({ secret: "The car of the lead is a secret." }, "channel:C1");
  const { fill: fillAll } = connect();
  await fillAll();
  const { search } = connect();
  const uris = async (audiences: string[]) =>
    (await search({ q: "automobile", audiences, limit: 9 })).passages.map(({ document }) => document.uri).sort();
  expect(await uris(["workspace"])).not.toContain("secret");
  expect(await uris(["channel:C1"])).toEqual(["secret"]);
  await knowledge.put(SOURCE, [{ uri: "secret", text: "x", format: "plain", audience: "user:U1", trust: "member" }], {
    now: new Date(),
  });
  expect(await uris(["channel:C1"])).toEqual([]);
});

it("never sends the words of those who are left out, nor addresses and secrets", async () => {
  const { connect, put, asked } = await open();
  await put({ open: "Write to ada@acme.example about the car." });
  await put({ closed: "The wombat." }, "channel:C1");
  await put({ mine: "The emu." }, "user:U1");
  const { fill: fillAll, vectors } = connect({ excluded: ["channel:*", "user:U1"] });
  await fillAll();
  expect(asked()).toEqual([[expect.stringMatching(/Write to \[email-1\] about the car\./)]]);
  expect(await vectors.space()).toMatchObject({ filled: 1, total: 1, completedAt: expect.any(Date) });
});

it("searches with the vectors of the model before until another one has all of its own", async () => {
  const { connect, put, server } = await open();
  await put(DOCUMENTS);
  const small = connect();
  await small.fill();
  const large = connect({ model: "large" });
  server.misbehave({ kind: "status", status: 503 });
  await expect(large.fill()).rejects.toThrow(UnavailableError);
  expect(await large.vectors.space()).toMatchObject({ error: expect.stringContaining("does not answer"), filled: 0 });
  expect(await found(small.search, "automobile")).toEqual({ mode: "hybrid", first: "car" });
  expect(await found(large.search, "automobile")).toMatchObject({ mode: "lexical" });
  await large.fill();
  expect(await small.vectors.space()).toBeUndefined();
  expect(await found(large.search, "automobile")).toEqual({ mode: "hybrid", first: "car" });
});

const MISHAPS: [string, MishapInput][] = [
  ["is slow", { kind: "slow", ms: 2_000 }],
  ["fails", { kind: "status", status: 500 }],
  ["asks to wait", { kind: "status", status: 429, retryAfter: 600 }],
  ["breaks off", { kind: "reset" }],
  ["answers what are no numbers", { kind: "no_numbers" }],
  ["answers vectors of another length", { kind: "other_dimension" }],
];

describe("a server of embeddings that", () => {
  it.each(MISHAPS)("%s changes no answer", async (_what, mishap) => {
    const { connect, put, server, knowledge } = await open();
    await put(DOCUMENTS);
    const { fill: fillAll, search } = connect({ deadlineMs: 150 });
    await fillAll();
    await search({ q: "automobile", audiences: ["workspace"], limit: 3 });
    const query = { q: "parked behind the house", audiences: ["workspace"], limit: 3 };
    const plain = await knowledge.search(query);
    server.misbehave(mishap);
    expect(await search(query)).toEqual(plain);
  });
});

it("leaves a server alone for a while that keeps failing", async () => {
  const { connect, put, server, asked, skip, warnings } = await open();
  await put(DOCUMENTS);
  const { fill: fillAll, search } = connect();
  await fillAll();
  server.misbehave({ kind: "status", status: 500, times: 3 });
  const before = asked().length;
  for (let turn = 0; turn < 5; turn++) expect(await found(search, "car")).toEqual({ mode: "lexical", first: "car" });
  expect(asked().length - before).toBe(3);
  expect(warnings).toHaveLength(3);
  skip(30_000);
  expect(await found(search, "automobile")).toEqual({ mode: "hybrid", first: "car" });
});

it("says what to mend, makes no vectors of two lengths, and is stopped in the middle", async () => {
  const { connect, put, server, warnings } = await open();
  await put(DOCUMENTS);
  const filling = connect();
  server.misbehave({ kind: "status", status: 401 });
  await filling.fill();
  expect((await filling.vectors.space())?.error).toBe(
    "The server of embeddings refuses the key. Renew EMBEDDINGS_API_KEY.",
  );
  await filling.fill();
  await put({ more: "Another wombat." });
  server.misbehave({ kind: "other_dimension" });
  await filling.fill();
  expect(await filling.vectors.space()).toMatchObject({ filled: 3, total: 4, error: expect.stringContaining("small") });
  expect(warnings).toHaveLength(2);
  const stopping = AbortSignal.abort(new Error("stop"));
  const handle = embedLane(filling).handlers["embed"];
  await expect(handle?.({} as never, stopping)).rejects.toThrow("stop");
  await filling.fill();
  expect(await filling.vectors.space()).toMatchObject({ filled: 4, error: null });
});
