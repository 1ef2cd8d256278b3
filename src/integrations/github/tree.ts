import type { Octokit } from "@octokit/rest";
import type { Repo } from "./source.ts";

const FOLDERS_MAX = 2_000;
const FILES_MAX = 100_000;
/** A link in git: what it says is a path, and what it leads to is listed itself. */
const LINK = "120000";

export interface TreeFile {
  path: string;
  sha: string;
  /** Bytes. */
  size: number;
}

export interface Tree {
  files: TreeFile[];
  /** Whether all of it was listed. */
  isComplete: boolean;
}

export interface TreeAsked {
  repo: Repo;
  /** A branch, a tag or a commit. */
  ref: string;
  /** Whether something below a folder may be wanted; the others are not entered. */
  mayHold(folder: string): boolean;
}

/** Every file of a commit: in one request, or folder by folder where there are more than GitHub lists in one. */
export async function readTree(client: Octokit, asked: TreeAsked): Promise<Tree> {
  const { repo, ref } = asked;
  const { data } = await client.rest.git.getTree({ ...repo, tree_sha: ref, recursive: "1" });
  if (!data.truncated) return { files: filesOf(data.tree, ""), isComplete: data.tree.length <= FILES_MAX };
  return walk(client, asked, data.sha);
}

type Entry = Awaited<ReturnType<Octokit["rest"]["git"]["getTree"]>>["data"]["tree"][number];

function filesOf(entries: readonly Entry[], folder: string): TreeFile[] {
  return entries
    .filter(({ type, mode }) => type === "blob" && mode !== LINK)
    .slice(0, FILES_MAX)
    .map(({ path, sha, size = 0 }) => ({ path: `${folder}${path}`, sha, size }));
}

async function walk(client: Octokit, { repo, mayHold }: TreeAsked, root: string): Promise<Tree> {
  const tree: Tree = { files: [], isComplete: true };
  const waiting = [{ sha: root, folder: "" }];
  for (let read = 0; waiting.length > 0; read++) {
    const next = waiting.shift();
    if (!next || read >= FOLDERS_MAX || tree.files.length >= FILES_MAX) return { ...tree, isComplete: false };
    const { data } = await client.rest.git.getTree({ ...repo, tree_sha: next.sha });
    if (data.truncated) tree.isComplete = false;
    tree.files.push(...filesOf(data.tree, next.folder));
    const folders = data.tree.filter(({ type }) => type === "tree");
    const entered = folders.map(({ path, sha }) => ({ sha, folder: `${next.folder}${path}/` }));
    waiting.push(...entered.filter(({ folder }) => mayHold(folder)));
  }
  return tree;
}
