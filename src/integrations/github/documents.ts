import type { Octokit } from "@octokit/rest";
import { type Connector, type Listed, type Listing, NOBODY, type Wanted } from "#domain/knowledge/connector";
import { DOCUMENT_BYTES_MAX, type SourceDocument, WORKSPACE } from "#domain/knowledge/document";
import { createPathFilter, formatOf, type PathFilter } from "#domain/knowledge/paths";
import type { Skipped } from "#domain/knowledge/source";
import { UserError } from "#lib/errors";
import { decodeText } from "#lib/text";
import { explainGithub } from "./errors.ts";
import { isAnswered, openSource, type Repo } from "./source.ts";
import { readTree, type TreeFile } from "./tree.ts";

/** Of more changed files than this nobody asks who wrote them: it costs a request for each. */
const AUTHORS_MAX = 200;
/** Where GitHub looks for it, in this order. */
const CODEOWNERS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
const OWNED = new Set([".github/", "docs/"]);
const MISSING = [404, 410];
/** A repository without any commit has no tree. */
const EMPTY = 409;

export interface RepositoryOptions {
  key: string;
  location: string;
  /** "owner/name". */
  repository: string;
  /** The default branch unless given. */
  ref?: string | undefined;
  paths?: readonly string[] | undefined;
  extensions?: readonly string[] | undefined;
  /** Undefined: everybody, if everybody in the world may read the repository, and else nobody. */
  audience?: string | undefined;
  everyMinutes: number;
  client(): Promise<Octokit>;
}

/** The documents of a repository, by the hashes of their blobs. */
export function createRepositoryDocuments(options: RepositoryOptions): Connector {
  const { key, location, everyMinutes, repository, audience } = options;
  return {
    ...{ key, kind: "github", location, audience: audience ?? NOBODY, everyMinutes },
    async list() {
      try {
        return await list(options);
      } catch (error) {
        throw explainGithub(error, repository);
      }
    },
  };
}

interface Visit {
  client: Octokit;
  repo: Repo;
  ref: string;
  page: string;
  audience: string;
}

async function list(options: RepositoryOptions): Promise<Listing> {
  const client = await options.client();
  const [owner = "", name = ""] = options.repository.split("/");
  const source = await openSource(client, { owner, repo: name });
  const { data } = await client.rest.repos.get(source.repo);
  const audience = options.audience ?? (data.private ? NOBODY : WORKSPACE);
  const visit: Visit = {
    client,
    repo: source.repo,
    ref: options.ref ?? data.default_branch,
    page: data.html_url,
    audience,
  };
  const filter = createPathFilter(options);
  const tree = await treeOf(visit, (folder) => OWNED.has(folder) || filter.mayHold(folder));
  const wanted = tree.files.filter(({ path }) => filter.isWanted(path));
  const [small, large] = [wanted.filter(isSmall), wanted.filter((file) => !isSmall(file))];
  return {
    items: small.map((file) => toItem(visit, file)),
    skipped: large.map(({ path }) => ({ uri: path, reason: "It is larger than 2 MB." })),
    isComplete: tree.isComplete,
    audience,
    // It is the one of the default branch that is in force.
    ...(options.ref === undefined && {
      owners: { repository: options.repository.toLowerCase(), text: await readOwners(visit, tree.files) },
    }),
  };
}

async function treeOf({ client, repo, ref }: Visit, mayHold: PathFilter["mayHold"]) {
  try {
    return await readTree(client, { repo, ref, mayHold });
  } catch (error) {
    if (isAnswered(error, [EMPTY])) return { files: [], isComplete: true };
    if (!isAnswered(error, MISSING)) throw error;
    throw new UserError(`There is no ${ref} in this repository. Correct its ref.`, { cause: error });
  }
}

function isSmall({ size }: TreeFile): boolean {
  return size <= DOCUMENT_BYTES_MAX;
}

async function readOwners(visit: Visit, files: readonly TreeFile[]): Promise<string> {
  const first = CODEOWNERS.flatMap((path) => files.find((file) => file.path === path) ?? [])[0];
  return first && isSmall(first) ? ((await readBlob(visit, first.sha)) ?? "") : "";
}

function toItem(visit: Visit, file: TreeFile): Listed {
  return {
    uri: file.path,
    // The address names the branch, so a document has moved when that has.
    version: `${visit.ref}:${file.sha}`,
    audience: visit.audience,
    read: (wanted) => readDocument(visit, file, wanted),
  };
}

type Read = SourceDocument | Skipped | undefined;

async function readDocument(visit: Visit, { path, sha }: TreeFile, { changed }: Wanted): Promise<Read> {
  try {
    const text = await readBlob(visit, sha);
    if (text === undefined) return { uri: path, reason: "It is no text." };
    if (text.trim() === "") return { uri: path, reason: "There is nothing in it." };
    const last = changed <= AUTHORS_MAX ? await readLastChange(visit, path) : {};
    const url = `${visit.page}/blob/${encodePath(visit.ref)}/${encodePath(path)}`;
    return { uri: path, path, text, format: formatOf(path), url, audience: visit.audience, trust: "member", ...last };
  } catch (error) {
    if (isAnswered(error, MISSING)) return undefined;
    throw explainGithub(error, `${visit.repo.owner}/${visit.repo.repo}`);
  }
}

/** Undefined of what is no text. */
async function readBlob({ client, repo }: Visit, sha: string): Promise<string | undefined> {
  const { data } = await client.rest.git.getBlob({ ...repo, file_sha: sha });
  return decodeText(Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8"));
}

async function readLastChange({ client, repo, ref }: Visit, path: string) {
  const { data } = await client.rest.repos.listCommits({ ...repo, sha: ref, path, per_page: 1 });
  const [last] = data;
  const date = last?.commit.committer?.date ?? last?.commit.author?.date;
  return { author: last?.author?.login ?? null, updatedAt: date === undefined ? null : new Date(date) };
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
