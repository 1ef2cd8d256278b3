import type { Octokit } from "@octokit/rest";
import { isAnswered } from "./source.ts";

/** Addresses that GitHub makes up for people who keep theirs private, which match nobody's. */
const PRIVATE = /@users\.noreply\.github\.com$/i;

/** What GitHub answers where the pull request is gone, or hidden from the token. */
const NOT_SHOWN = [403, 404, 410];

/** The e-mail address under which somebody commits, as the commits of one of their pull requests say. */
export async function findCommitEmail(
  client: Octokit,
  { handle, repo, number }: { handle: string; repo: string; number: number },
): Promise<string | null> {
  const [owner = "", name = ""] = repo.split("/");
  const commits = await listCommits(client, { owner, repo: name, pull_number: number, per_page: 100 });
  const own = commits.find(({ author }) => author?.login?.toLowerCase() === handle);
  const email = own?.commit.author?.email ?? null;
  return email === null || PRIVATE.test(email) ? null : email;
}

async function listCommits(
  client: Octokit,
  asked: { owner: string; repo: string; pull_number: number; per_page: number },
) {
  try {
    const { data } = await client.rest.pulls.listCommits(asked);
    return data;
  } catch (error) {
    if (isAnswered(error, NOT_SHOWN)) return [];
    throw error;
  }
}
