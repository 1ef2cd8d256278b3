import { expect, it } from "vitest";
import { knowledgeHouse } from "../../support/knowledge.ts";

const KEYS = [
  { name: "ci", key: "c".repeat(20) },
  { name: "bot", key: "b".repeat(20) },
];

async function open() {
  const server = await (await knowledgeHouse("sqlite")).serve(KEYS);
  async function post(url: string, payload: object, key: string | null = "c".repeat(20)) {
    const headers = key === null ? {} : { authorization: `Bearer ${key}` };
    const reply = await server.inject({ method: "POST", url, payload, headers });
    return { status: reply.statusCode, body: reply.json() };
  }
  return { server, post };
}

const ONE = ["/index", "/v1/index", "/v1/rag/index", "/ingest/doc"];
const MANY = ["/index/bulk", "/v1/index/bulk", "/v1/rag/index/bulk", "/ingest/docs"];
const SEARCH = ["/search", "/v1/rag/search", "/tools/rag.search"];

it("a document comes in at each of its addresses, and says what is missing", async () => {
  const { post } = await open();
  for (const [index, path] of ONE.entries()) {
    expect(await post(path, { id: `d${index}`, content: "The kangaroo jumps." })).toMatchObject({
      status: 200,
      body: { indexed: `d${index}` },
    });
    for (const body of [{}, { id: "x" }, { content: "x" }, { id: "", content: "x" }, { id: "x", content: null }]) {
      expect(await post(path, body)).toEqual({ status: 400, body: { detail: "id and content required" } });
    }
  }
  expect(await post("/index", { id: "x", content: " " })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("nothing in it") },
  });
});

it("many documents come in at each of their addresses", async () => {
  const { post } = await open();
  for (const [index, path] of MANY.entries()) {
    const docs = [{ id: `d${index}`, content: `${"word ".repeat(300)}`, meta: { title: "Words" } }];
    expect(await post(path, { docs, chunk_size: 500, overlap: 50 })).toMatchObject({
      status: 200,
      body: { indexed: 4, documents: 1, skipped: [] },
    });
    for (const body of [{}, { docs: [] }])
      expect(await post(path, body)).toEqual({ status: 400, body: { detail: "docs required" } });
  }
  const long = Array.from({ length: 11 }, (_, index) => ({ id: `l${index}`, content: "x".repeat(1_900_000) }));
  expect(await post("/index/bulk", { docs: long })).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining("at most at a time") },
  });
});

it("passages are found at each of their addresses, by the same key", async () => {
  const { post } = await open();
  await post("/index", { id: "d", content: "The kangaroo jumps.", meta: { url: "https://docs.example.com/d" } });
  for (const path of SEARCH) {
    const { status, body } = await post(path, { q: "kangaroos", top_k: 1 });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      {
        id: "d",
        parent_id: "d",
        snippet: "The kangaroo jumps.",
        provenance: { source: "api:key:ci", url: "https://docs.example.com/d" },
      },
    ]);
    expect(await post(path, { top_k: 3 })).toEqual({ status: 400, body: { detail: "q required" } });
    expect((await post(path, { q: "kangaroos" }, "b".repeat(20))).body.results).toEqual([]);
  }
  expect((await post("/search", { q: "x", top_k: 101 })).status).toBe(400);
});

it("nobody comes in without a key, whatever the address", async () => {
  const { post } = await open();
  for (const path of [...ONE, ...MANY, ...SEARCH]) expect((await post(path, { q: "x" }, null)).status, path).toBe(401);
});

it("every address is in the document of all of them", async () => {
  const { server } = await open();
  const { paths } = (await server.inject({ url: "/openapi.json" })).json();
  expect(Object.keys(paths)).toEqual(expect.arrayContaining([...ONE, ...MANY, ...SEARCH]));
  expect(paths["/search"].post.responses["400"].description).toBe("q required");
});
