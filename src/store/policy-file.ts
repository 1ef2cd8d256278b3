import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import { createWatchedFile, type WatchedFileOptions } from "./watched-file.ts";

type Options = Omit<WatchedFileOptions<unknown>, "name" | "parse" | "fallback">;

/** The policy in force, and where it is changed. */
export function createPolicySource(options: Options) {
  const watched = createWatchedFile({ ...options, name: "policy", parse: parsePolicyYaml, fallback: DEFAULT_POLICY });
  const { path } = options;
  const writes = path === null ? null : { replace: (text: string) => replaceFile(path, text).then(watched.reload) };
  return { ...watched, isOwn: () => path !== null, writes };
}

/** Whoever reads the file finds the one or the other, also after a crash. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  try {
    await writeDurably(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
