import type { Octokit } from "@octokit/rest";

/** Addresses that GitHub makes up for people who keep theirs private, which match nobody's. */
const PRIVATE = /@users\.noreply\.github\.com$/i;

/** The e-mail address under which somebody commits, as the commits of one of their pull requests say. */
export async function findCommitEmail(
  client: Octokit,
  { handle, repo, number }: { handle: string; repo: string; number: number },
): Promise<string | null> {
  const [owner = "", name = ""] = repo.split("/");
  const { data } = await client.rest.pulls.listCommits({ owner, repo: name, pull_number: number, per_page: 100 });
  const own = data.find(({ author }) => author?.login?.toLowerCase() === handle);
  const email = own?.commit.author?.email ?? null;
  return email === null || PRIVATE.test(email) ? null : email;
}
