import type { Pull } from "../../world/work.ts";
import { type Shape, WEB } from "./account.ts";
import { repoUrl } from "./repository.ts";

export function urlsOf({ repo, number }: Pull): { url: string; api: string } {
  return { url: `${WEB}/${repo.fullName}/pull/${number}`, api: `${repoUrl(repo)}/pulls/${number}` };
}

export function linksOf(pull: Pull, api: string): Shape {
  const { url } = urlsOf(pull);
  const issue = `${repoUrl(pull.repo)}/issues/${pull.number}`;
  return {
    url: api,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    issue_url: issue,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    review_comment_url: `${repoUrl(pull.repo)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${repoUrl(pull.repo)}/statuses/${pull.head.sha}`,
  };
}

export function toLinks(pull: Pull): Shape {
  const { url, api } = urlsOf(pull);
  const links = linksOf(pull, api);
  const to = (href: unknown) => ({ href });
  return {
    self: to(api),
    html: to(url),
    issue: to(links["issue_url"]),
    comments: to(links["comments_url"]),
    review_comments: to(links["review_comments_url"]),
    review_comment: to(links["review_comment_url"]),
    commits: to(links["commits_url"]),
    statuses: to(links["statuses_url"]),
  };
}
