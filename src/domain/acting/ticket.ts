import type { PullRequest } from "../pull-request.ts";

const TITLE_MAX = 200;

/** The call that creates the ticket a pull request lacks. */
export function describeTicket({ title, subject, url }: Pick<PullRequest, "title" | "subject" | "url">) {
  const input = { title: title.slice(0, TITLE_MAX), body: `For ${subject}: ${url}` };
  return { name: "issue.create", input };
}
