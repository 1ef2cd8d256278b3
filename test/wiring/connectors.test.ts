import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loadConfig } from "#config";
import { sourceOperations } from "#operations/sources/operations";
import { createConfluenceSandbox } from "#sandbox/confluence/sandbox";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import { createDriveSandbox } from "#sandbox/google/drive";
import { createNotionSandbox } from "#sandbox/notion/sandbox";
import { createWorld } from "#sandbox/world/world";
import { createPeople } from "#store/people";
import { createPrds } from "#store/prds";
import { runCli } from "#surfaces/cli/cli";
import { createMetrics } from "#surfaces/http/metrics";
import type { App } from "#wiring/app";
import { listConnectors } from "#wiring/connectors";
import { openReading } from "../operations/sources/reading.ts";
import { openSlack, webClient } from "../sandbox/slack/support.ts";
import { createFolder } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

const EVERYTHING = `
sources:
  - { kind: github, repository: acme/api, audience: workspace }
  - { kind: confluence, space: ENG, audience: workspace }
  - { kind: notion, audience: workspace, every_minutes: 10 }
  - { kind: drive, folder: root, audience: workspace }
  - { kind: slack, channel: C0ENG }
  - { kind: prds }
  - { kind: work }
`;

async function open(list: string | undefined, environment: Record<string, string> = {}) {
  const house = await openReading();
  const path = join(await createFolder(), "documents.yaml");
  if (list !== undefined) await writeFile(path, list);
  const config = loadConfig({ ...(list !== undefined && { DOCUMENTS_PATH: path }), ...environment });
  const slack = await openSlack({ now: house.now });
  const places = { voterOf: async () => ({ isGuest: false }), placeOf: async () => ({ kind: "public", members: 3 }) };
  const ports = { prds: createPrds(house.store, { quorum: 1 }), directory: createPeople(house.store), places };
  const app = { config, store: house.store, now: house.now, ports } as unknown as App;
  const connectors = (client = true) =>
    listConnectors(app, { metrics: createMetrics(), slack: client ? webClient(slack) : undefined });
  async function run(...argv: string[]) {
    const { terminal, printed, complaints } = createTestTerminal();
    const operations = sourceOperations(async () => ({ ...house.desk, connectors: () => connectors(false) }));
    const invoke = () => Promise.reject(new Error("No capability is called."));
    const code = await runCli({ catalogue: new Map(), operations, invoke, terminal }, argv);
    return { code, printed: printed.join("\n"), complaints: complaints.join("\n") };
  }
  return { ...house, path, slack, connectors, run };
}

/** The vendors of documents, with a document in each. */
async function openVendors() {
  const github = await createGithubSandbox({ world: createWorld({ seed: 4, now: () => new Date() }) });
  const wiki = await createConfluenceSandbox();
  const notion = await createNotionSandbox();
  const drive = await createDriveSandbox();
  for (const one of [github, wiki, notion, drive]) onTestFinished(() => one.close());
  wiki.write({ id: "1", title: "Wiki", lines: ["wombat"] });
  notion.write({ id: "1", title: "Notion", markdown: "wombat" });
  drive.write({ id: "1", name: "Drive", parent: "root", content: "wombat" });
  return {
    ...{ GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token, NOTION_URL: notion.url, NOTION_TOKEN: notion.token },
    ...{ CONFLUENCE_URL: wiki.url, CONFLUENCE_EMAIL: wiki.email, CONFLUENCE_TOKEN: wiki.token },
    ...{ GOOGLE_DRIVE_URL: drive.url, GOOGLE_DRIVE_TOKEN: drive.token },
  };
}

it("reads every kind of source that is listed", async () => {
  const { connectors, read, slack, found, store, now } = await open(EVERYTHING, await openVendors());
  const said = slack.office.messages.post({ channel: "C0ENG", user: "U0ADA", isFromApp: false, text: "The wombat?" });
  slack.office.messages.post({ channel: "C0ENG", user: "U0BEN", isFromApp: false, text: "Yes.", threadTs: said.ts });
  const words = { title: "Wombat", project: null, createdBy: "slack:U0ADA", place: null, thread: null };
  const first = { text: "# Wombat", author: "slack:U0ADA", message: "First" };
  await createPrds(store, { quorum: 1 }).create(
    { ...words, origin: { kind: "typed", isTainted: false } },
    first,
    now(),
  );
  const all = await connectors();
  const reports = [];
  for (const connector of all) reports.push(await read(connector));
  expect(reports.map(({ key, documents, error }) => [key, documents, error])).toEqual([
    ...[
      ["github:acme/api", 3, null],
      ["confluence:ENG", 1, null],
      ["notion", 1, null],
      ["drive:root", 1, null],
    ],
    ...[
      ["slack:C0ENG", 1, null],
      ["prds", 1, null],
      ["work", 0, null],
    ],
  ]);
  expect((await found("wombat")).sort()).toEqual(["1", said.ts, "prd:1"].sort());
  expect(all.find(({ key }) => key === "notion")?.everyMinutes).toBe(10);
});

it("says of each source what is missing, and reads PRDs where nobody wrote a list", async () => {
  const { connectors, read, state } = await open(EVERYTHING);
  const errors = [];
  for (const connector of await connectors(false))
    errors.push((await read(connector)).error?.split(/[ ,:]/, 2).join(" "));
  expect(errors).toEqual([
    ...["Set GITHUB_TOKEN", "Set CONFLUENCE_URL", "Set NOTION_TOKEN", "Set GOOGLE_DRIVE_TOKEN", "Set SLACK_BOT_TOKEN"],
    ...[undefined, undefined],
  ]);
  expect(await state("confluence:ENG")).toMatchObject({ audience: "workspace", outcome: "failed" });
  const bare = await open(undefined);
  expect((await bare.connectors()).map(({ key }) => key)).toEqual(["prds"]);
});

it("reads and forgets sources at the terminal, and names the line of a list that is wrong", async () => {
  const { run, path, found } = await open(EVERYTHING, await openVendors());
  expect(await run("index", "sync", "notion", "prds")).toMatchObject({
    ...{
      code: 0,
      printed: "notion: 1 documents, 1 new or changed, 0 removed.\nprds: 0 documents, 0 new or changed, 0 removed.",
    },
  });
  expect(await found("wombat")).toEqual(["1"]);
  expect((await run("index", "sync", "nothing")).complaints).toContain("There is no source nothing. There are: github");
  expect((await run("index", "sync", "slack:C0ENG")).complaints).toContain("read by the bot while it runs");
  expect((await run("index", "drop", "notion")).printed).toBe("notion: 1 documents forgotten.");
  expect(await found("wombat")).toEqual([]);
  await writeFile(path, "sources: [{ kind: notion, page: 1 }]");
  expect((await run("index", "sync")).complaints).toContain(
    "is not in force. The list of sources is wrong. sources.0: There is no field “page”.",
  );
});
