import type { Repo } from "../../world/model.ts";
import { API, nodeId, type Shape, stamp, toUser, WEB } from "./account.ts";

const REPO_LINKS: Record<string, string> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

const REPO_FIXED = {
  private: true,
  fork: false,
  size: 4_096,
  homepage: null,
  mirror_url: null,
  license: null,
  archived: false,
  disabled: false,
  visibility: "private",
  default_branch: "main",
  allow_forking: false,
  is_template: false,
  web_commit_signoff_required: false,
  topics: [],
  has_issues: true,
  has_projects: false,
  has_downloads: true,
  has_wiki: false,
  has_pages: false,
  has_discussions: false,
  stargazers_count: 3,
  watchers_count: 3,
  watchers: 3,
  subscribers_count: 8,
  network_count: 0,
  forks_count: 0,
  forks: 0,
};

export interface RepoState {
  openIssues: number;
  pushedAt: Date;
}

export function toRepository(repo: Repo, { openIssues, pushedAt }: RepoState): Shape {
  const url = repoUrl(repo);
  const page = `${WEB}/${repo.fullName}`;
  const links = Object.entries(REPO_LINKS).map(([name, path]) => [name, url + path]);
  return {
    id: repo.id,
    node_id: nodeId("Repository", repo.id),
    name: repo.name,
    full_name: repo.fullName,
    owner: toOwner(repo.owner),
    description: repo.description,
    language: repo.language,
    html_url: page,
    url,
    ...Object.fromEntries(links),
    ...REPO_FIXED,
    git_url: `git://github.example.com/${repo.fullName}.git`,
    ssh_url: `git@github.example.com:${repo.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    open_issues_count: openIssues,
    open_issues: openIssues,
    created_at: stamp(repo.createdAt),
    updated_at: stamp(pushedAt),
    pushed_at: stamp(pushedAt),
  };
}

export function repoUrl(repo: Repo): string {
  return `${API}/repos/${repo.fullName}`;
}

function toOwner(login: string): Shape {
  const person = { slackId: null, name: login, title: "", email: "", zone: "UTC", isBot: false };
  return { ...toUser({ ...person, login, githubId: 5_000 }), type: "Organization" };
}
