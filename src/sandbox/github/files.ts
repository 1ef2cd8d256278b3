import type { Pull } from "../world/work.ts";
import { type Ask, NotFoundError } from "./ask.ts";
import { nodeId, type Shape, WEB } from "./shapes/account.ts";
import { repoUrl } from "./shapes/repository.ts";

const FOLDERS = ["src/api", "src/web", "src/jobs", "docs"];

/** The paths of a pull request: made up from its number, so that they are the same each time. */
export function toFiles({ number, changedFiles, additions, head, repo }: Pull): Shape[] {
  return Array.from({ length: changedFiles }, (_, index) => {
    const filename = `${FOLDERS[(number + index) % FOLDERS.length]}/part-${index + 1}.ts`;
    const sha = head.sha.replace(/^./, String(index % 10));
    const page = `${WEB}/${repo.fullName}/blob/${head.sha}/${filename}`;
    return {
      ...{ sha, filename, status: "modified", additions: index === 0 ? additions : 1, deletions: 0, changes: 1 },
      ...{ blob_url: page, raw_url: page, contents_url: `${repoUrl(repo)}/contents/${filename}?ref=${head.sha}` },
    };
  });
}

export function contentAt({ repo, library, params }: Ask): Shape {
  const path = decodeURIComponent(params[0] ?? "");
  const text = library.get(repo.fullName)?.get(path);
  if (text === undefined) throw new NotFoundError("content");
  const url = `${repoUrl(repo)}/contents/${path}?ref=main`;
  const page = `${WEB}/${repo.fullName}/blob/main/${path}`;
  const sha = nodeId("Blob", repo.id);
  return {
    ...{ type: "file", encoding: "base64", size: Buffer.byteLength(text), name: path.split("/").at(-1), path, sha },
    ...{ content: Buffer.from(text).toString("base64"), url, git_url: url, html_url: page, download_url: page },
    _links: { self: url, git: url, html: page },
  };
}
