import { createHash } from "node:crypto";
import type { Repo } from "../world/model.ts";
import { type Ask, NotFoundError } from "./ask.ts";
import { nodeId, type Shape } from "./shapes/account.ts";
import { repoUrl } from "./shapes/repository.ts";

const BRANCH = "main";

/** As git names a blob. */
export function blobSha(text: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
}

/** A folder has its own name for what is in it. */
function treeSha(files: ReadonlyMap<string, string>, folder: string): string {
  const hash = createHash("sha1").update(`tree ${folder}`);
  for (const [path, text] of files) if (path.startsWith(folder)) hash.update(`\0${path}\0${blobSha(text)}`);
  return hash.digest("hex");
}

/** A tree by the name of the branch, of its newest commit, or its own; all below it, or what lies in it. */
export function treeAt({ repo, library, params, query, isCut }: Ask): Shape {
  const files = library.get(repo.fullName) ?? new Map<string, string>();
  const asked = decodeURIComponent(params[0] ?? "");
  const folder = [BRANCH, repo.headSha].includes(asked)
    ? ""
    : foldersOf(files).find((one) => treeSha(files, one) === asked);
  if (folder === undefined) throw new NotFoundError("tree");
  const isRecursive = query["recursive"] !== undefined;
  const below = [...files].filter(([path]) => path.startsWith(folder)).map(([path, text]) => ({ path, text }));
  const blobs = below.filter(({ path }) => isRecursive || !path.slice(folder.length).includes("/"));
  const folders = foldersOf(files).filter((one) => one !== folder && one.startsWith(folder));
  const trees = folders.filter((one) => isRecursive || !one.slice(folder.length, -1).includes("/"));
  const tree = [
    ...trees.map((one) => toTree(repo, one.slice(folder.length, -1), treeSha(files, one))),
    ...blobs.map(({ path, text }) => toBlob(repo, path.slice(folder.length), text)),
  ];
  const sha = treeSha(files, folder);
  const isTruncated = isRecursive && isCut("tree");
  const shown = isTruncated ? tree.slice(0, Math.ceil(tree.length / 2)) : tree;
  return { sha, url: gitUrl(repo, "trees", sha), tree: shown, truncated: isTruncated };
}

function foldersOf(files: ReadonlyMap<string, string>): string[] {
  const folders = [...files.keys()].flatMap((path) =>
    path.split("/").map((_part, depth, parts) =>
      parts
        .slice(0, depth)
        .map((part) => `${part}/`)
        .join(""),
    ),
  );
  return [...new Set(["", ...folders])];
}

function toTree(repo: Repo, path: string, sha: string): Shape {
  return { path, mode: "040000", type: "tree", sha, url: gitUrl(repo, "trees", sha) };
}

function toBlob(repo: Repo, path: string, text: string): Shape {
  const sha = blobSha(text);
  return { path, mode: "100644", type: "blob", size: Buffer.byteLength(text), sha, url: gitUrl(repo, "blobs", sha) };
}

export function blobAt({ repo, library, params }: Ask): Shape {
  const text = [...(library.get(repo.fullName)?.values() ?? [])].find((one) => blobSha(one) === params[0]);
  if (text === undefined) throw new NotFoundError("blob");
  const sha = blobSha(text);
  return {
    ...{ sha, node_id: nodeId("Blob", repo.id), size: Buffer.byteLength(text), url: gitUrl(repo, "blobs", sha) },
    // In lines, as git's own tools write base64.
    content: Buffer.from(text)
      .toString("base64")
      .replace(/(.{60})/g, "$1\n"),
    encoding: "base64",
  };
}

function gitUrl(repo: Repo, kind: "trees" | "blobs", sha: string): string {
  return `${repoUrl(repo)}/git/${kind}/${sha}`;
}
