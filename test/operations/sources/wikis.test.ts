import { describe, expect, it, onTestFinished } from "vitest";
import type { Connector } from "#domain/knowledge/connector";
import { createConfluence } from "#integrations/confluence/documents";
import { createDrive } from "#integrations/google/drive";
import { createNotion } from "#integrations/notion/documents";
import { createConfluenceSandbox } from "#sandbox/confluence/sandbox";
import { createDriveSandbox } from "#sandbox/google/drive";
import { createNotionSandbox } from "#sandbox/notion/sandbox";
import type { VendorFaultInput } from "#sandbox/wire/vendor-fault";
import { openReading } from "./reading.ts";

type House = Awaited<ReturnType<typeof openReading>>;

interface Wiki {
  connector: Connector;
  write(id: string, title: string, text: string): void;
  remove(id: string): void;
  /** Requests for what a page says. */
  reads(): number;
  fault(fault: VendorFaultInput): void;
  /** As it lists pages, and as it shows one. */
  paths: { list: string; page: string };
  vendor: string;
  url: RegExp;
}

const SHARED = { audience: "workspace", everyMinutes: 60 };

async function openConfluence({ now }: House): Promise<Wiki> {
  const wiki = await createConfluenceSandbox({ now });
  onTestFinished(() => wiki.close());
  const { url, email, token, space } = wiki;
  return {
    connector: createConfluence({ url, email, token, now }).space({ ...SHARED, key: "confluence:ENG", space }),
    write: (id, title, text) => void wiki.write({ id, title, lines: text.split("\n") }),
    remove: (id) => void wiki.pages.delete(id),
    reads: () => wiki.requests.entries().filter(({ operation }) => operation.endsWith("/pages/{id}")).length,
    fault: wiki.fault,
    paths: { list: "GET /wiki/api/v2/spaces/{id}/pages", page: "GET /wiki/api/v2/pages/{id}" },
    ...{ vendor: "Confluence", url: /\/wiki\/spaces\/ENG\/pages\/1\/Deploying$/ },
  };
}

async function openNotion({ now }: House): Promise<Wiki> {
  const notion = await createNotionSandbox({ now });
  onTestFinished(() => notion.close());
  const { url, token } = notion;
  return {
    connector: createNotion({ url, token, now }).shared({ ...SHARED, key: "notion" }),
    write: (id, title, markdown) => void notion.write({ id, title, markdown }),
    remove: (id) => void notion.pages.delete(id),
    reads: () => notion.requests.entries().filter(({ operation }) => operation.endsWith("/markdown")).length,
    fault: notion.fault,
    paths: { list: "POST /v1/search", page: "GET /v1/pages/{id}/markdown" },
    ...{ vendor: "Notion", url: /^https:\/\/notion\.example\/1$/ },
  };
}

async function openDrive({ now }: House): Promise<Wiki> {
  const drive = await createDriveSandbox({ now });
  onTestFinished(() => drive.close());
  const { url, token } = drive;
  const folder = {
    id: "sub",
    name: "Sub",
    parent: "root",
    content: "",
    mimeType: "application/vnd.google-apps.folder",
  };
  drive.write(folder);
  return {
    connector: createDrive({ url, token, now }).folder({ ...SHARED, key: "drive:root", folder: "root" }),
    write: (id, name, content) => void drive.write({ id, name, content, parent: id === "1" ? "root" : "sub" }),
    remove: (id) => void drive.files.delete(id),
    reads: () => drive.requests.entries().filter(({ operation }) => operation.endsWith("/export")).length,
    fault: drive.fault,
    paths: { list: "GET /drive/v3/files", page: "GET /drive/v3/files/{id}/export" },
    ...{ vendor: "Google Drive", url: /\/document\/d\/1\/edit$/ },
  };
}

describe.each([
  ["Confluence", openConfluence],
  ["Notion", openNotion],
  ["Google Drive", openDrive],
])("%s", (_name, openWiki) => {
  it("is read once, and again only as far as it has changed", async () => {
    const house = await openReading();
    const wiki = await openWiki(house);
    wiki.write("1", "Deploying", "# Rolling back\nPull the red wombat.");
    wiki.write("2", "Testing", "Feed the kangaroo.");
    wiki.write("3", "Nothing", "");
    expect(await house.read(wiki.connector)).toMatchObject({ documents: 2, changed: 2, error: null });
    const [passage] = await house.search("red wombat");
    expect(passage).toMatchObject({
      ...{ heading: "Rolling back" },
      document: { title: "Deploying", uri: "1", url: expect.stringMatching(wiki.url), updatedAt: house.now() },
    });
    house.skip(300_000);
    // Notion tells the minute of an edit: what it told of then is looked at once more.
    expect(await house.read(wiki.connector)).toMatchObject({ documents: 2, changed: 0 });
    house.skip(60_000);
    const before = wiki.reads();
    wiki.write("2", "Testing", "Feed the emu.");
    wiki.remove("1");
    wiki.remove("3");
    expect(await house.read(wiki.connector)).toMatchObject({ documents: 1, changed: 1, removed: 1 });
    expect(wiki.reads() - before).toBe(1);
    expect([await house.found("wombat"), await house.found("kangaroo"), await house.found("emu")]).toEqual([
      [],
      [],
      ["2"],
    ]);
  });

  it("keeps what it has while the vendor is away, and goes on when it is back", async () => {
    const house = await openReading();
    const wiki = await openWiki(house);
    wiki.write("1", "Deploying", "The red wombat.");
    await house.read(wiki.connector);
    wiki.fault({ kind: "status", on: wiki.paths.list, status: 429, retryAfter: 120 });
    const limited = await house.read(wiki.connector);
    expect(limited).toMatchObject({ removed: 0, error: expect.stringContaining(wiki.vendor) });
    expect(limited.nextRunAt.getTime()).toBeGreaterThan(house.now().getTime());
    wiki.write("2", "Testing", "The emu.");
    wiki.fault({ kind: "truncated", on: wiki.paths.list });
    expect(await house.read(wiki.connector)).toMatchObject({ error: expect.any(String), removed: 0 });
    wiki.fault({ kind: "status", on: wiki.paths.page, status: 503, retryAfter: 120 });
    expect(await house.read(wiki.connector)).toMatchObject({ removed: 0, isComplete: false });
    expect(await house.found("wombat")).toEqual(["1"]);
    expect(await house.read(wiki.connector)).toMatchObject({ error: null, documents: 2 });
    expect(await house.state(wiki.connector.key)).toMatchObject({ failures: 0, outcome: "complete" });
    wiki.fault({ kind: "status", on: wiki.paths.page, status: 404 });
    house.skip(300_000);
    wiki.write("2", "Testing it", "The emu again.");
    expect(await house.read(wiki.connector)).toMatchObject({ error: null, removed: 1 });
    wiki.fault({ kind: "token_expired" });
    expect((await house.read(wiki.connector)).error).toContain("refuses the token. Renew ");
  });
});

it("shows no page of a wiki that not everybody may read there, nor what lies below it, from the moment on", async () => {
  const house = await openReading();
  const wiki = await createConfluenceSandbox({ now: house.now });
  onTestFinished(() => wiki.close());
  const { url, email, token, space } = wiki;
  const connector = createConfluence({ url, email, token, now: house.now }).space({ ...SHARED, key: "c", space });
  const secret = wiki.write({ id: "10", title: "Pay", lines: ["The wombat earns much."] });
  wiki.write({ id: "11", title: "Raises", lines: ["The wombat earns more."], parentId: "10" });
  wiki.write({ id: "12", title: "Fridge", lines: ["The wombat is not in the fridge."] });
  await house.read(connector);
  expect(await house.found("wombat")).toHaveLength(3);
  secret.isRestricted = true;
  expect(await house.read(connector)).toMatchObject({
    skipped: [
      { uri: "10", reason: "Not everybody may read it there." },
      { uri: "11", reason: "Not everybody may read it there." },
    ],
  });
  expect(await house.found("wombat")).toEqual(["12"]);
});

it("follows a wiki's links from page to page, and names what it cannot see", async () => {
  const house = await openReading();
  const wiki = await createConfluenceSandbox({ now: house.now });
  onTestFinished(() => wiki.close());
  const { url, email, token } = wiki;
  for (let id = 1; id <= 101; id++) wiki.write({ id: String(id), title: `Page ${id}`, lines: ["emu"] });
  const { space } = createConfluence({ url, email, token, now: house.now });
  expect(await house.read(space({ ...SHARED, key: "c", space: "ENG" }))).toMatchObject({ documents: 101 });
  expect((await house.read(space({ ...SHARED, key: "d", space: "HR" }))).error).toBe(
    "Confluence shows no space HR to this account. Correct its key, or give it access.",
  );
});

it("takes only documents of a drive, and none that are too long", async () => {
  const house = await openReading();
  const drive = await createDriveSandbox({ now: house.now });
  onTestFinished(() => drive.close());
  const { url, token } = drive;
  const connector = createDrive({ url, token, now: house.now }).folder({ ...SHARED, key: "d", folder: "root" });
  const file = { parent: "root", content: "wombat" };
  drive.write({ ...file, id: "a", name: "notes.txt", mimeType: "text/plain" });
  drive.write({ ...file, id: "b", name: "picture.png", mimeType: "image/png" });
  drive.write({ ...file, id: "c", name: "long.md", mimeType: "text/markdown", content: "x".repeat(2_000_001) });
  drive.write({ ...file, id: "e", name: "circle", parent: "e", mimeType: "application/vnd.google-apps.folder" });
  expect(await house.read(connector)).toMatchObject({
    ...{ documents: 1, isComplete: true },
    skipped: [{ uri: "c", reason: "long.md is larger than 2 MB." }],
  });
  expect(await house.found("wombat")).toEqual(["a"]);
});
