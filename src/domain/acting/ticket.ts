import type { Project, Team } from "../directory.ts";
import { ownersOf } from "../ownership.ts";
import type { PullRequest } from "../pull-request.ts";

const TITLE_MAX = 200;

/** Where the tickets of a repository are: with the project of its team, or else beside its code. */
export function projectOf(repo: string, teams: readonly Team[], projects: readonly Project[]): string {
  return ownersOf(repo, { teams, projects }).project ?? repo;
}

/** The call that creates the ticket a pull request lacks. */
export function describeTicket(
  { title, subject, url }: Pick<PullRequest, "title" | "subject" | "url">,
  project: string,
) {
  const line = title.replaceAll(/\s+/g, " ").trim().slice(0, TITLE_MAX) || subject;
  return { name: "issue.create", input: { project, title: line, body: `For ${subject}: ${url}` } };
}
