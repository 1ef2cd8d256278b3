import { expect, it, onTestFinished } from "vitest";
import { NOBODY } from "#domain/knowledge/connector";
import { createGithubClient } from "#integrations/github/client";
import { createRepositoryDocuments, type RepositoryOptions } from "#integrations/github/documents";
import { blobSha } from "#sandbox/github/git";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import { createWorld } from "#sandbox/world/world";
import { openReading } from "./reading.ts";

const KEY = "github:acme/api";

async function open(wished: Partial<RepositoryOptions> = {}, token?: string) {
  const house = await openReading();
  const github = await createGithubSandbox({ world: createWorld({ seed: 4, now: house.now }) });
  onTestFinished(() => github.close());
  const client = await createGithubClient({ apiUrl: github.url, token: token ?? github.token });
  const given = { key: KEY, location: "acme/api", repository: "acme/api", everyMinutes: 30, audience: "workspace" };
  const connector = createRepositoryDocuments({ ...given, ...wished, client: async () => client });
  const files = github.library.get("acme/api") ?? new Map<string, string>();
  function asked(part: string) {
    return github.requests.entries().filter(({ path }) => path.includes(part)).length;
  }
  return { ...house, github, connector, files, asked };
}

it("reads a repository once, and again only the blobs that have changed", async () => {
  const { read, connector, files, asked, found, search, state, skip } = await open();
  expect(await read(connector)).toMatchObject({ documents: 3, changed: 3, removed: 0, error: null, isComplete: true });
  const [passage] = await search("how do I roll back");
  expect(passage).toMatchObject({
    heading: "Deploying the API > Roll back",
    anchor: "roll-back",
    document: {
      url: expect.stringMatching(/\/acme\/api\/blob\/main\/docs\/deploy\.md$/),
      author: expect.any(String),
      updatedAt: expect.any(Date),
    },
  });
  const blobs = asked("/git/blobs/");
  files.set("docs/deploy.md", "# Deploying\n\nPress the green wombat.");
  files.delete("docs/guides/rate-limits.md");
  skip(1_000);
  expect(await read(connector)).toMatchObject({ documents: 2, changed: 1, removed: 1 });
  // One for what has changed, and CODEOWNERS.
  expect(asked("/git/blobs/") - blobs).toBe(2);
  expect([await found("wombat"), await found("rate limits")]).toEqual([["docs/deploy.md"], []]);
  expect(await state(KEY)).toMatchObject({ outcome: "complete", done: 2, total: 2, documents: 2, failures: 0 });
});

it("walks the folders that may hold what is wanted where one list does not hold all files", async () => {
  const { read, connector, github, asked } = await open({ paths: ["/docs/**", "!/docs/guides/"] });
  github.fault({ kind: "cut" });
  expect(await read(connector)).toMatchObject({ documents: 1, changed: 1, isComplete: true, error: null });
  expect(asked("/git/trees/")).toBe(5);
});

it("goes on after a limit where it was, and removes nothing for what it has not seen", async () => {
  const { read, connector, github, files, asked, state, found, skip, now } = await open();
  for (let number = 0; number < 30; number++) files.set(`docs/n${number}.md`, `# Page ${number}\n\nemu`);
  const last = `/repos/acme/api/git/blobs/${blobSha(files.get("docs/n29.md") ?? "")}`;
  github.fault({ kind: "secondary_limit", on: last, retryAfter: 600 });
  const first = await read(connector);
  expect(first).toMatchObject({ isComplete: false, error: "GitHub does not answer at the moment." });
  expect(first.nextRunAt.getTime() - now().getTime()).toBeGreaterThan(500_000);
  expect(await state(KEY)).toMatchObject({ outcome: "failed", failures: 1, nextRunAt: expect.any(Date) });
  const blobs = asked("/git/blobs/");
  skip(600_000);
  expect(await read(connector)).toMatchObject({ documents: 33, error: null });
  expect(asked("/git/blobs/") - blobs).toBe(10);
  expect(await found("emu")).toHaveLength(5);
  expect(await state(KEY)).toMatchObject({ failures: 0, documents: 33 });
});

it("leaves out what is no text or too long, and passes over what is gone by the time it is read", async () => {
  const { read, connector, files } = await open({ extensions: ["md"] });
  files.set("docs/binary.md", "a\0b");
  files.set("docs/long.md", "x".repeat(2_000_001));
  files.set("docs/empty.md", " ");
  const listing = await connector.list({
    ...{ signal: new AbortController().signal, now: () => new Date(), cursor: null, isWhole: true },
  });
  files.delete("docs/deploy.md");
  const gone = listing.items.find(({ uri }) => uri === "docs/deploy.md");
  expect(await gone?.read({ signal: new AbortController().signal, now: () => new Date(), changed: 1 })).toBeUndefined();
  expect((await read(connector)).skipped).toEqual(
    expect.arrayContaining([
      { uri: "docs/long.md", reason: "It is larger than 2 MB." },
      { uri: "docs/binary.md", reason: "It is no text." },
      { uri: "docs/empty.md", reason: "There is nothing in it." },
    ]),
  );
});

it("shows a private repository to nobody until somebody says who may read it, and moves at once what others may read", async () => {
  const closed = await open({ audience: undefined });
  expect(await closed.read(closed.connector)).toMatchObject({ documents: 3 });
  expect(await closed.found("roll back")).toEqual([]);
  expect(await closed.state(KEY)).toMatchObject({ audience: NOBODY });
  const given = { key: KEY, location: "acme/api", repository: "acme/api", everyMinutes: 30 };
  const client = await createGithubClient({ apiUrl: closed.github.url, token: closed.github.token });
  const opened = createRepositoryDocuments({ ...given, audience: "channel:C1", client: async () => client });
  await closed.read(opened);
  expect(await closed.found("roll back", ["channel:C1"])).toContain("docs/deploy.md");
  expect(await closed.found("roll back", [NOBODY])).toEqual([]);
});

it("keeps what is indexed while nobody lets it in, says what to mend, and comes back later each time", async () => {
  const { read, connector, github, skip, found } = await open();
  await read(connector);
  github.fault({ kind: "token_expired", times: 2 });
  const [first, second] = [await read(connector), await read(connector)];
  expect(first.error).toBe("GitHub refuses the token. Make a new one for GITHUB_TOKEN.");
  expect(second.nextRunAt.getTime()).toBeGreaterThan(first.nextRunAt.getTime());
  expect(await found("roll back")).toContain("docs/deploy.md");
  skip(60_000);
  expect(await read(connector)).toMatchObject({ error: null, changed: 0 });
  const missing = await open({ repository: "acme/nowhere" });
  expect((await missing.read(missing.connector)).error).toContain("GitHub shows no acme/nowhere to this token.");
  const wrong = await open({ ref: "gone" });
  expect((await wrong.read(wrong.connector)).error).toBe("There is no gone in this repository. Correct its ref.");
});

it("remembers who owns what, and is stopped without losing what it has", async () => {
  const { read, connector, memory, files, state } = await open();
  for (let number = 0; number < 30; number++) files.set(`docs/n${number}.md`, "# Emu");
  const stopping = new AbortController();
  const onProgress = () => stopping.abort(new Error("stop"));
  await expect(read(connector, { signal: stopping.signal, onProgress })).rejects.toThrow("stop");
  expect(await state(KEY)).toMatchObject({ outcome: "running", documents: 24, done: 24, total: 33 });
  expect(await read(connector)).toMatchObject({ documents: 33, changed: 9, isComplete: true });
  expect(await memory.recall("codeowners:acme/api")).toEqual({
    text: expect.stringContaining("/docs/ @hugotan"),
    at: expect.any(String),
  });
});
