import { mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentOperations } from "#operations/documents";
import { runCli } from "#surfaces/cli/cli";
import { openKnowledgeStore } from "../support/knowledge.ts";
import { createFolder, dialects } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

const NOW = new Date("2026-11-20T09:00:00Z");

async function open(dialect: (typeof dialects)[number] = "sqlite") {
  const { knowledge, store } = await openKnowledgeStore(dialect);
  const operations = documentOperations(async () => ({ knowledge, now: () => NOW }));
  async function run(...argv: string[]) {
    const { terminal, printed, complaints } = createTestTerminal();
    const invoke = () => Promise.reject(new Error("No capability is called."));
    const code = await runCli({ catalogue: new Map(), operations, invoke, terminal }, argv);
    return { code, printed: printed.join("\n"), complaints: complaints.join("\n") };
  }
  async function search(q: string, audiences = ["workspace"]) {
    const { passages } = await knowledge.search({ q, audiences, limit: 5 });
    return passages.map(({ document }) => document.uri);
  }
  const folder = await createFolder();
  return { run, search, folder, knowledge, store };
}

async function fill(folder: string, files: Record<string, string | Buffer>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

describe.each(dialects)("a folder on %s", (dialect) => {
  it("is taken in once, and again only as far as it has changed", async () => {
    const { run, search, folder } = await open(dialect);
    await fill(folder, { "a.md": "# Kangaroo", "deep/b.rst": "Wombat\n======", "deep/c.txt": "Emu" });
    expect(await run("index", "add", folder)).toMatchObject({
      code: 0,
      printed: expect.stringContaining("3 documents, 3 new or changed with 3 passages, 0 removed."),
    });
    expect([await search("kangaroos"), await search("wombat")]).toEqual([["a.md"], ["deep/b.rst"]]);
    await fill(folder, { "a.md": "# Koala" });
    await rm(join(folder, "deep/c.txt"));
    expect((await run("index", "add", folder)).printed).toContain(
      "2 documents, 1 new or changed with 1 passages, 1 removed.",
    );
    expect([await search("kangaroo"), await search("koala"), await search("emu")]).toEqual([[], ["a.md"], []]);
    const status = await run("index", "status");
    expect(status).toMatchObject({
      code: 0,
      printed: expect.stringContaining("(workspace): 2 documents, 2 passages; complete 2026-11-20T09:00:00.000Z"),
    });
  });
});

it("says of each file that is no document why it was left out", async () => {
  const { run, folder } = await open();
  await fill(folder, {
    "ok.md": "# Fine",
    "binary.md": Buffer.from([0x23, 0, 1, 2]),
    "latin.txt": Buffer.from([0x66, 0xfc, 0x72]),
    "empty.md": " \n",
    "image.png": "x",
    ".git/HEAD.md": "# x",
    "node_modules/p/README.md": "# x",
    "huge.md": "",
  });
  await truncate(join(folder, "huge.md"), 2_000_001);
  await symlink(folder, join(folder, "circle"));
  await symlink("/etc", join(folder, "out"));
  await symlink(join(folder, "nowhere"), join(folder, "broken.md"));
  await symlink(join(folder, "ok.md"), join(folder, "again.md"));
  const { printed } = await run("index", "add", folder, "--json");
  const report = JSON.parse(printed);
  expect(report).toMatchObject({ documents: 2, isComplete: true });
  expect(
    Object.fromEntries(report.skipped.map(({ uri, reason }: { uri: string; reason: string }) => [uri, reason])),
  ).toEqual({
    ...{ "binary.md": "It is no text.", "latin.txt": "It is no text.", "empty.md": "There is nothing in it." },
    ...{
      "huge.md": "It is larger than 2 MB.",
      circle: "It is a link in a circle.",
      out: "It is a link out of the folder.",
    },
    "broken.md": "It is a link to nothing.",
  });
});

it("keeps what is gone when it is more than a fifth, until it is told to remove it", async () => {
  const { run, folder, knowledge } = await open();
  await fill(folder, Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.md`, `# Page ${index}`])));
  await run("index", "add", folder);
  for (let index = 0; index < 12; index++) await rm(join(folder, `${index}.md`));
  expect((await run("index", "add", folder)).printed).toContain("12 documents are gone there");
  expect(await knowledge.sources()).toMatchObject([{ documents: 20, heldBack: 12 }]);
  expect((await run("index", "add", folder, "--gone", "remove")).printed).toContain("12 removed");
});

it("goes on where it was stopped", async () => {
  const { run, folder, knowledge, store } = await open();
  await fill(folder, Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`${index}.md`, `# Page ${index}`])));
  let groups = 0;
  const dying = {
    async begin(...given: Parameters<typeof knowledge.begin>) {
      const begun = await knowledge.begin(...given);
      const put: typeof begun.put = (...documents) =>
        groups++ === 1 ? Promise.reject(new Error("Killed.")) : begun.put(...documents);
      return { ...begun, put };
    },
    sources: knowledge.sources,
  };
  const [add] = documentOperations(async () => ({ knowledge: dying, now: () => NOW }));
  const { terminal } = createTestTerminal();
  await expect(add?.run({ words: [folder], fields: {}, json: false, terminal })).rejects.toThrow("Killed.");
  expect(await store.$count(store.tables.documents)).toBe(50);
  expect(await run("index", "status")).toMatchObject({
    code: 1,
    printed: expect.stringContaining("The reading was broken off."),
  });
  expect((await run("index", "add", folder)).printed).toContain("120 documents, 70 new or changed");
});

it("takes single files in, each for the audience that is named", async () => {
  const { run, search, folder } = await open();
  await fill(folder, { "a.md": "# Kangaroo", NOTES: "Wombats are near." });
  const files = [join(folder, "a.md"), join(folder, "NOTES")];
  expect((await run("index", "add", ...files, "--audience", "channel:C1")).code).toBe(0);
  expect([await search("kangaroo"), await search("wombat", ["channel:C1"])]).toEqual([[], ["NOTES"]]);
});

it.each([
  [[], "Name a folder"],
  [["/not/there"], "cannot be read"],
  [["/tmp", "--audience", "everybody"], "Name an audience"],
  [["/tmp", "--gone", "away"], "keep or remove"],
])("refuses %j in a sentence", async (words, message) => {
  const { run } = await open();
  expect(await run("index", "add", ...words)).toMatchObject({ code: 2, complaints: expect.stringContaining(message) });
});
