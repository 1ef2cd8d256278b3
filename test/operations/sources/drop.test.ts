import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentOperations } from "#operations/documents";
import { sourceOperations } from "#operations/sources/operations";
import { runCli } from "#surfaces/cli/cli";
import { createFolder } from "../../support/stores.ts";
import { createTestTerminal } from "../../support/terminal.ts";
import { openReading } from "./reading.ts";

async function open() {
  const { desk } = await openReading();
  const connectors = async () => [];
  const operations = [
    ...documentOperations(async () => desk),
    ...sourceOperations(async () => ({ ...desk, connectors })),
  ];
  const folder = await createFolder();
  await writeFile(join(folder, "a.md"), "# Kangaroo");
  async function run(...argv: string[]) {
    const { terminal, printed, complaints } = createTestTerminal();
    const invoke = () => Promise.reject(new Error("No capability is called."));
    const code = await runCli({ catalogue: new Map(), operations, invoke, terminal }, argv);
    return { code, printed: printed.join("\n"), complaints: complaints.join("\n") };
  }
  return { run, folder };
}

it("forgets a folder by the path by which it was taken in, or by the key that was told then", async () => {
  const { run, folder } = await open();
  const { printed } = await run("index", "add", folder);
  const [, key = ""] = /^(folder:\S+): 1 documents/.exec(printed) ?? [];
  expect(await run("index", "drop", folder)).toMatchObject({ code: 0, printed: `${key}: 1 documents forgotten.` });
  await run("index", "add", folder);
  expect(await run("index", "drop", key)).toMatchObject({ code: 0, printed: `${key}: 1 documents forgotten.` });
});

it("refuses to forget what is no source, and names those that are", async () => {
  const { run, folder } = await open();
  expect(await run("index", "drop", "nope")).toMatchObject({
    code: 2,
    complaints: "There is no source “nope”. There are: none.",
  });
  await run("index", "add", folder);
  const { code, complaints } = await run("index", "drop", "nope");
  expect([code, complaints]).toEqual([2, expect.stringMatching(/There are: folder:\/\S+\.$/)]);
});
