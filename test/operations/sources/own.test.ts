import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFolderDocuments } from "#operations/sources/folder";
import { createPrdDocuments } from "#operations/sources/prds";
import { createWorkDocuments, type WorkItem } from "#operations/sources/work";
import { createPrds } from "#store/prds";
import { createFolder, dialects } from "../../support/stores.ts";
import { openReading } from "./reading.ts";

const ORIGIN = { kind: "typed" as const, isTainted: false };

describe.each(dialects)("the PRDs on %s", (dialect) => {
  it("are found by those who read the place where they were planned, in the words they have now", async () => {
    const house = await openReading(dialect);
    const prds = createPrds(house.store, { quorum: 1 });
    const kinds: Record<string, "public" | "private"> = { CPUBLIC: "public", CPRIVATE: "private" };
    const placeOf = async (id: string) => {
      const kind = kinds[id];
      return kind === undefined ? { kind: "dm" as const } : { kind, members: 3 };
    };
    const connector = createPrdDocuments({ key: "prds", everyMinutes: 5, prds, places: { placeOf } });
    async function plan(title: string, place: string | null) {
      const words = { title, project: null, createdBy: "slack:U1", place, thread: null, origin: ORIGIN };
      const first = { text: `# ${title}\n\nFor the wombat.`, author: "slack:U1", message: "First" };
      return prds.create(words, first, house.now());
    }
    const { prd, version } = await plan("Open", "slack:CPUBLIC");
    await plan("Nowhere", null);
    await plan("Closed", "slack:CPRIVATE");
    await plan("Mine", "slack:D1");
    expect(await house.read(connector)).toMatchObject({ documents: 4, error: null });
    expect((await house.found("wombat")).sort()).toEqual(["prd:1", "prd:2"]);
    expect(await house.found("wombat", ["channel:CPRIVATE"])).toEqual(["prd:3"]);
    expect(await house.found("wombat", ["user:U1"])).toEqual(["prd:4"]);
    kinds["CPUBLIC"] = "private";
    const next = { text: "# Open\n\nFor the emu.", author: "slack:U1", message: "Next" };
    await prds.commit({ prd: prd.id, branch: "main", expected: version.id, ...next }, house.now());
    expect(await house.read(connector)).toMatchObject({ documents: 4, changed: 1 });
    expect([await house.found("emu"), await house.found("emu", ["channel:CPUBLIC"])]).toEqual([[], ["prd:1"]]);
    await prds.change(prd.id, { state: "archived", by: "slack:U1" }, house.now());
    expect(await house.read(connector)).toMatchObject({ removed: 1 });
  });
});

it("finds issues and pull requests by their words, of the repositories that are wanted, as said by anybody", async () => {
  const house = await openReading();
  const item: WorkItem = {
    ...{
      ref: "acme/api#1",
      repo: "acme/api",
      title: "Retry payments",
      body: "# Why\n\nThe kangaroo bounced.",
      labels: [],
    },
    ...{ url: "https://github.com/acme/api/pull/1", author: "benosei", state: "open", at: house.now() },
  };
  let items = [item, { ...item, ref: "acme/web#2", repo: "acme/web" }];
  const connector = createWorkDocuments({
    ...{ key: "work", audience: "workspace", everyMinutes: 30, repositories: ["acme/api"], now: house.now },
    loadWork: async () => items,
  });
  await house.read(connector);
  const [passage] = await house.search("kangaroo");
  expect(passage?.document).toMatchObject({
    ...{ uri: "acme/api#1", title: "acme/api#1: Retry payments", trust: "anyone", author: "benosei", url: item.url },
  });
  items = [{ ...item, state: "merged" }];
  expect(await house.read(connector)).toMatchObject({ changed: 1, removed: 0 });
  items = [];
  expect(await house.read(connector)).toMatchObject({ removed: 1 });
});

it("reads a folder again and again, and forgets nothing while it is away", async () => {
  const house = await openReading();
  const path = join(await createFolder(), "docs");
  const connector = createFolderDocuments({ key: "folder:docs", path, audience: "workspace", everyMinutes: 15 });
  await mkdir(join(path, "deep"), { recursive: true });
  await writeFile(join(path, "a.md"), "# Wombat");
  await writeFile(join(path, "deep/b.txt"), "Emu");
  expect(await house.read(connector)).toMatchObject({ documents: 2, changed: 2 });
  await writeFile(join(path, "a.md"), "# Kangaroo");
  expect(await house.read(connector)).toMatchObject({ documents: 2, changed: 1 });
  await rm(path, { recursive: true });
  expect(await house.read(connector)).toMatchObject({ error: `${path} cannot be read.`, removed: 0 });
  expect(await house.found("kangaroo")).toEqual(["a.md"]);
});
