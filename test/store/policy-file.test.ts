import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createLog } from "#lib/log";
import { createPolicySource } from "#store/policy-file";
import { createFolder } from "../support/stores.ts";

async function open(text: string) {
  const path = join(await createFolder(), "policy.yaml");
  await writeFile(path, text);
  const source = createPolicySource({ path, log: createLog("silent") });
  onTestFinished(() => source.stop());
  return { path, source };
}

it("puts another policy in force at once, and leaves nothing else behind", async () => {
  const { path, source } = await open("stale_pr: { action: block }\n");
  const text = "stale_pr: { action: nudge }\n";
  await source.writes?.replace(text);
  expect([source.text(), source.current().kinds.get("stale_pr")?.action]).toEqual([text, "nudge"]);
  expect([await readFile(path, "utf8"), await readdir(join(path, ".."))]).toEqual([text, ["policy.yaml"]]);
});

it("keeps what was in force where the file says something wrong", async () => {
  const { source } = await open("stale_pr: { action: block }\n");
  await source.writes?.replace("nonsense: [\n");
  expect(source.text()).toBe("stale_pr: { action: block }\n");
  expect(source.problem()).toContain("not YAML");
});

it("can be changed only where a file is named", () => {
  const source = createPolicySource({ path: null, log: createLog("silent") });
  expect([source.isOwn(), source.writes]).toEqual([false, null]);
});
