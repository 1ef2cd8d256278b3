import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../support/bot.ts";
import { mountSmallDisk } from "../support/small-disk.ts";

let house: House;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjutant-bad-start-"));
  house = await openHouse({ folder, isQuiet: true });
  await house.startBot();
});

afterAll(async () => {
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

it("ends with a sentence and a code when another process serves the same file", async () => {
  const { code, stderr } = await house.run([]);
  expect(code).toBe(2);
  expect(sentenceOf(stderr)).toMatch(/^Another Adjutant is using .*adjutant\.db\. To run several, use Postgres\.$/);
});

it("ends with a sentence and a code when the database is damaged", async () => {
  const file = join(folder, "damaged.db");
  await writeFile(file, Buffer.alloc(16_384, "damaged"));
  const { code, stderr } = await house.run([], { DATABASE_URL: file });
  expect(code).toBe(2);
  expect(sentenceOf(stderr)).toContain(`${file} is damaged. Put a backup in its place`);
  const doctor = await house.run(["doctor"], { DATABASE_URL: file });
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toMatch(/FAIL database: .*damaged/);
});

it("says so when the tables are there and nobody noted who made them", async () => {
  const file = join(folder, "unknown.db");
  const database = new Database(file);
  database.exec("create table events (id text)");
  database.close();
  const { code, stderr } = await house.run([], { DATABASE_URL: file });
  expect(code).toBe(2);
  expect(sentenceOf(stderr)).toContain("from before the first release");
});

it("ends with a sentence and a code when the settings make no sense", async () => {
  const { code, stderr } = await house.run([], { HTTP_PORT: "many", SLACK_BOT_TOKEN: "" });
  expect(code).toBe(2);
  expect(stderr).toContain("The configuration is not valid.");
  expect(stderr).toContain("HTTP_PORT");
  const half = await house.run([], { SLACK_BOT_TOKEN: "" });
  expect(half.stderr).toContain("belong together");
});

it("ends with a sentence and a code when the port is taken", async () => {
  const port = new URL(house.httpUrl).port;
  const { code, stderr } = await house.run([], { DATABASE_URL: join(folder, "other.db"), HTTP_PORT: port });
  expect(code).toBe(2);
  expect(sentenceOf(stderr)).toContain(port);
});

it("ends with a sentence and a code when the database may only be read", async (context) => {
  const disk = await mountSmallDisk(32);
  if (!disk) return context.skip("Only root may mount a small disk.");
  const file = join(disk.folder, "adjutant.db");
  await house.run(["migrate"], { DATABASE_URL: file });
  await disk.freeze();
  const { code, stderr } = await house.run([], { DATABASE_URL: file });
  expect(code).toBe(2);
  expect(sentenceOf(stderr)).toMatch(/cannot be opened\..* may this user write to it|cannot be written to/);
});

/** The line for the person, without those of the log. */
function sentenceOf(stderr: string): string {
  return stderr
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("{"))
    .join("\n");
}
