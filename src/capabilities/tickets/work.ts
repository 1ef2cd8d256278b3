import type { Prd, RequirementLink } from "#domain/prd/prd";
import type { PullRequest } from "#domain/pull-request";
import { ticketKeysOf, toProjectKeys } from "#domain/ticket-keys";
import type { Context } from "#kernel/context";

const TICKET_PATTERN = "[A-Z][A-Z0-9]+-[0-9]+";
const UNPLANNED_MAX = 20;

/** The pull requests since a PRD began, with the tickets they name, and the deployments since. */
export async function readWork(context: Context, prd: Prd, links: readonly RequirementLink[]) {
  const { facts, directory, now } = context;
  const [projects, teams] = await Promise.all([directory.projects(), directory.teams()]);
  const project = projects.find(({ key }) => key === prd.project);
  const team = teams.find(({ key }) => key === project?.team);
  const window = { from: prd.createdAt, to: now() };
  const [open, ended, deployments] = await Promise.all([
    facts.openPullRequests(null, window.to),
    facts.endedPullRequests(null, window),
    facts.deployments(null, window),
  ]);
  const keys = toProjectKeys(projects);
  const issues = links.map(({ ref }) => ref).filter((ref) => ref.includes("#"));
  const pulls = [...open, ...ended].map((pull) => ({ pull, names: namesIn(pull, keys, issues) }));
  const isTheirs = ({ repo }: PullRequest) => team?.repositories.includes(repo) ?? false;
  const merged = pulls.filter(({ pull }) => pull.state === "merged" && isTheirs(pull));
  return { pulls, deployments, unplanned: await findUnplanned(context, merged) };
}

/** Keys of trackers, and issues of GitHub by their whole name or, from their own repository, by number. */
function namesIn(pull: PullRequest, projectKeys: readonly string[], issues: readonly string[]): string[] {
  const text = `${pull.title} ${pull.body}`.toLowerCase();
  const wholeNames = new Set(text.match(WHOLE) ?? []);
  const numbers = new Set([...text.matchAll(SHORT)].map(([, number]) => `${pull.repo}#${number}`));
  const named = issues.filter((ref) => wholeNames.has(ref.toLowerCase()) || numbers.has(ref.toLowerCase()));
  return [...ticketKeysOf(pull, TICKET_PATTERN, projectKeys), ...named];
}

const WHOLE = /[\w-]+\/[\w.-]+#\d+/g;
const SHORT = /(?<![\w/.-])#(\d+)/g;

/** Tickets that were worked on and merged, and that no PRD leads to. */
async function findUnplanned({ prds }: Context, merged: readonly { pull: PullRequest; names: readonly string[] }[]) {
  const unplanned: { ref: string; subject: string; url: string }[] = [];
  const planned = new Map<string, boolean>();
  for (const { pull, names } of merged) {
    for (const ref of names) {
      const isPlanned = planned.get(ref) ?? (await prds.links({ ref })).length > 0;
      planned.set(ref, isPlanned);
      if (!isPlanned) unplanned.push({ ref, subject: pull.subject, url: pull.url });
    }
    if (unplanned.length >= UNPLANNED_MAX) break;
  }
  return unplanned.slice(0, UNPLANNED_MAX);
}
