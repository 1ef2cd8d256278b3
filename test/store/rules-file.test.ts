import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { createRulesSource } from "#store/rules-file";
import { createFolder } from "../support/stores.ts";

const GOOD = "- { name: mine, kind: stale_pr, older_than_hours: 5 }";
const log = { info() {}, warn() {} };

async function open(text?: string) {
  const path = join(await createFolder(), "rules.yaml");
  if (text !== undefined) await writeFile(path, text);
  const problems: (string | null)[] = [];
  const source = createRulesSource({ path, log, pollMs: 20, onChange: (problem) => problems.push(problem) });
  onTestFinished(source.stop);
  return { path, source, problems, names: () => source.current().map(({ name }) => name) };
}

it("has the rules that come with the product where no file is named", () => {
  const source = createRulesSource({ path: null, log });
  expect(source.current().map(({ name }) => name)).toContain("stale48h");
  expect(source.problem()).toBeNull();
  source.stop();
});

it("reads the file anew when it changes, also when an editor puts another in its place", async () => {
  const { path, problems, names } = await open(GOOD);
  expect(names()).toEqual(["mine"]);
  await writeFile(path, GOOD.replace("mine", "changed"));
  await vi.waitFor(() => expect(names()).toEqual(["changed"]), { timeout: 15_000 });
  await writeFile(`${path}.new`, GOOD.replace("mine", "replaced"));
  await rename(`${path}.new`, path);
  await vi.waitFor(() => expect(names()).toEqual(["replaced"]), { timeout: 15_000 });
  expect(problems.every((problem) => problem === null)).toBe(true);
});

it("keeps the old rules beside a bad file, and says why", async () => {
  const { path, source, problems, names } = await open(GOOD);
  await writeFile(path, "- { kind: stale }");
  await vi.waitFor(() => expect(problems).toEqual(["unsupported rule kind: stale"]), { timeout: 15_000 });
  expect(names()).toEqual(["mine"]);
  expect(source.problem()).toBe("unsupported rule kind: stale");

  await rm(path);
  await vi.waitFor(() => expect(source.problem()).toBe("The rules file is not there."), { timeout: 15_000 });
  expect(names()).toEqual(["mine"]);
  await writeFile(path, GOOD.replace("mine", "mended"));
  await vi.waitFor(() => expect(source.problem()).toBeNull(), { timeout: 15_000 });
  expect(names()).toEqual(["mended"]);
});

it("starts with the rules that come with the product when the file is bad from the beginning", async () => {
  const { source, names } = await open();
  expect(source.problem()).toBe("The rules file is not there.");
  expect(names()).toContain("stale48h");
});
