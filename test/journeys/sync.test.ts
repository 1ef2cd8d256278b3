import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, moveIn, openHouse, saveTeams } from "../support/bot.ts";

const FIGURES = ["open_prs_total", "stale_pr_count", "pr_without_review_count", "counts"];
const REPOSITORIES = ["acme/api", "acme/web", "acme/infra"];

let folder: string;
let told: House;
let read: House;

// The same world twice: what webhooks told of it, and what the REST interface answers about it.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjutant-sync-"));
  read = await openHouse({ folder });
  told = { ...read, ...(await openHouse({ folder, databaseUrl: join(folder, "told.db") })) };
  await moveIn(told, folder);
  await saveTeams(read);
});

afterAll(async () => {
  await Promise.all([read?.close(), told?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function figures({ adjutant }: House, asOf: string) {
  const report = JSON.parse(await adjutant("triage", "--as-of", asOf, "--json"));
  return Object.fromEntries(FIGURES.map((figure) => [figure, report[figure]]));
}

it("reads from GitHub the same picture that its webhooks painted, and nothing twice", async () => {
  for (const repository of REPOSITORIES)
    expect(await read.adjutant("sync", "github", repository)).toContain("of them new");
  const asOf = new Date().toISOString();
  expect(await figures(read, asOf)).toEqual(await figures(told, asOf));

  const again = JSON.parse(await read.adjutant("sync", "github", "acme/api", "--since", "2020-01-01", "--json"));
  expect(again.read).toBeGreaterThan(50);
  expect(again.new).toBe(0);
});

it("says what is wrong with a repository that is not one, or not there", async () => {
  await expect(read.adjutant("sync", "github", "nonsense")).rejects.toThrow("OWNER/REPO");
  await expect(read.adjutant("sync", "github", "acme/nothing")).rejects.toThrow("Check the name");
});
