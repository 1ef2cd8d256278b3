import type { Repo } from "../../world/model.ts";
import type { Commit } from "../../world/work.ts";
import { nodeId, type Shape, stamp, type Users, WEB } from "./account.ts";
import { repoUrl } from "./repository.ts";

/** A commit as the REST interface gives it. */
export function toCommit(repo: Repo, commit: Commit, users: Users): Shape {
  const url = `${repoUrl(repo)}/commits/${commit.sha}`;
  const page = `${WEB}/${repo.fullName}/commit/${commit.sha}`;
  const who = { name: commit.author, email: `${commit.author}@acme.example`, date: stamp(commit.at) };
  const parent = { sha: commit.parent, url: `${repoUrl(repo)}/commits/${commit.parent}` };
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.at.getTime()),
    url,
    html_url: page,
    comments_url: `${url}/comments`,
    commit: {
      author: who,
      committer: who,
      message: commit.message,
      tree: { sha: commit.sha, url: `${repoUrl(repo)}/git/trees/${commit.sha}` },
      url: `${repoUrl(repo)}/git/commits/${commit.sha}`,
      comment_count: 0,
    },
    author: users(commit.author),
    committer: users(commit.author),
    parents: [{ ...parent, html_url: `${WEB}/${repo.fullName}/commit/${commit.parent}` }],
  };
}

/** A commit as pushes bring it. */
export function toPushedCommit(repo: Repo, commit: Commit): Shape {
  const who = { name: commit.author, email: `${commit.author}@acme.example`, username: commit.author };
  return {
    id: commit.sha,
    tree_id: commit.sha,
    distinct: true,
    message: commit.message,
    timestamp: stamp(commit.at),
    url: `${WEB}/${repo.fullName}/commit/${commit.sha}`,
    author: { ...who, date: stamp(commit.at) },
    committer: { ...who, date: stamp(commit.at) },
    added: [],
    removed: [],
    modified: [],
  };
}
