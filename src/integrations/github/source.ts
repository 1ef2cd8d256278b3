import type { Octokit } from "@octokit/rest";
import { type Polled, wrap } from "./polled.ts";

/** So many things are asked for at once. */
const AT_ONCE = 8;
const PAGES_MAX = 10;
const PAGE_SIZE = 100;
/** What GitHub answers about what was there before. */
const MISSING = [404, 410];

/** A type, not an interface: Octokit's parameters have an index signature. */
export type Repo = { owner: string; repo: string };

/** A repository that is being read. */
export interface Source {
  client: Octokit;
  repo: Repo;
  /** As GitHub shows it now, whatever name it was asked for by. */
  repository: { full_name: string };
}

/** Follows the repository to the name it has now. */
export async function openSource(client: Octokit, asked: Repo): Promise<Source> {
  const { data: repository } = await client.rest.repos.get(asked);
  const [owner = asked.owner, repo = asked.repo] = repository.full_name.split("/");
  return { client, repo: { owner, repo }, repository };
}

/**
 * A pull request with its reviews and its commits, of which GitHub lists 250 at most. Nothing where it is listed and not
 * shown: whether it is gone is for `readNumber` to say.
 */
export function readPull(source: Source, number: number): Promise<Polled[]> {
  return unlessMissing(
    () => readWholePull(source, number),
    () => [],
  );
}

/** What became of an issue or a pull request: how it stands, or that it is gone. */
export function readNumber(source: Source, number: number): Promise<Polled[]> {
  const { client, repo, repository } = source;
  async function read(): Promise<Polled[]> {
    const { data: issue } = await client.rest.issues.get({ ...repo, issue_number: number });
    const home = issue.repository_url.split("/").slice(-2).join("/");
    if (home.toLowerCase() !== repository.full_name.toLowerCase()) {
      return [wrap.gone(number, `${home}#${issue.number}`, repository)];
    }
    return issue.pull_request ? readWholePull(source, number) : [wrap.issue(issue, repository)];
  }
  return unlessMissing(read, () => [wrap.gone(number, null, repository)]);
}

async function readWholePull({ client, repo, repository }: Source, number: number): Promise<Polled[]> {
  const at = { ...repo, pull_number: number };
  const { data: pull } = await client.rest.pulls.get(at);
  const list = { ...at, per_page: PAGE_SIZE };
  const reviews = await firstPages(client.paginate.iterator(client.rest.pulls.listReviews, list));
  const commits = await firstPages(client.paginate.iterator(client.rest.pulls.listCommits, list));
  return [
    wrap.pull(pull, repository),
    ...reviews.map((review) => wrap.review(review, pull, repository)),
    ...commits.map((commit) => wrap.commit(commit, number, repository)),
  ];
}

async function unlessMissing(read: () => Promise<Polled[]>, otherwise: () => Polled[]): Promise<Polled[]> {
  try {
    return await read();
  } catch (error) {
    if (!isAnswered(error, MISSING)) throw error;
    return otherwise();
  }
}

/** Whether GitHub answered with one of these; a connection that broke has a status, too, but no response. */
export function isAnswered(error: unknown, statuses: readonly number[]): boolean {
  if (!(error instanceof Error && "status" in error && "response" in error)) return false;
  return error.response !== undefined && statuses.some((status) => status === error.status);
}

/** Runs a few at a time and keeps the order. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  }
  return results;
}

async function firstPages<Item>(pages: AsyncIterable<{ data: Item[] }>): Promise<Item[]> {
  const found: Item[] = [];
  let read = 0;
  for await (const { data } of pages) {
    found.push(...data);
    if (++read >= PAGES_MAX) break;
  }
  return found;
}
