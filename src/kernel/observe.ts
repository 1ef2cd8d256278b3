import { findBlocked, linksOf } from "#domain/acting/blocking";
import type { Team } from "#domain/directory";
import { evaluate } from "#domain/evaluate";
import type { Evaluation, EvaluationScope } from "#domain/findings";
import type { Observation } from "#domain/observation";
import { reportRules } from "#domain/report-rules";
import type { Rule } from "#domain/rules";
import { EVERYTHING, everythingScope, teamScope } from "#domain/scopes";
import { toProjectKeys } from "#domain/ticket-keys";
import { DAY_MS } from "#lib/time";
import type { Context } from "./context.ts";
import { UserError } from "./errors.ts";
import type { Directory } from "./ports/directory.ts";

/** Without a deployment for this long there is no source of them, as far as anyone can tell. */
const DEPLOYMENT_SILENCE_MS = 90 * DAY_MS;

export interface Question {
  /** A team's key, or "all". */
  team: string;
  asOf: Date;
  /** Replaces the hours of the rule about stale pull requests. */
  staleAfterHours?: number | undefined;
}

/**
 * Gathers what a report about a team is made of, as it stood at the moment asked for, judged by the rules in force. What
 * a report counts without such a rule is counted by a standard one, and is nobody's finding.
 */
export async function observe(context: Context, { team, asOf, staleAfterHours }: Question): Promise<Observation> {
  const current = context.rules.current();
  const observation = await judge(context, { team, asOf, rules: reportRules(current, staleAfterHours) });
  const isInForce = ({ rule }: Evaluation) => current.some(({ kind }) => kind === rule.kind);
  const evaluations = observation.evaluations.map((one) => (isInForce(one) ? one : { ...one, findings: [] }));
  return { ...observation, evaluations };
}

/** The same, judged by rules of the caller's. */
export async function judge(
  context: Context,
  { team, asOf, rules }: { team: string; asOf: Date; rules: Rule[] },
): Promise<Observation> {
  const scope = await findScope(context.directory, { key: team, zone: context.settings.zone });
  return gather(context, { scope, asOf, rules });
}

/** What a team answers for, or everything. Throws a UserError that names the teams there are. */
export async function findScope(
  directory: Pick<Directory, "team" | "teams">,
  { key, zone }: { key: string; zone: string },
): Promise<EvaluationScope> {
  if (key === EVERYTHING) return everythingScope(zone);
  const team = await directory.team(key);
  if (!team) throw new UserError(await describeTeams(directory.teams(), key));
  return teamScope(team);
}

async function describeTeams(listed: Promise<Team[]>, key: string): Promise<string> {
  const teams = await listed;
  const known = teams.map((team) => team.key).join(", ");
  return `There is no team “${key}”. ${known ? `There are: ${known}, and all.` : "There is no team yet; use all."}`;
}

async function gather(
  { facts, directory, acting }: Context,
  { scope, asOf, rules }: { scope: EvaluationScope; asOf: Date; rules: Rule[] },
): Promise<Observation> {
  const { repositories, calendar } = scope;
  const since = calendar.startOfLastWorkingDay(asOf);
  const dayAgo = new Date(asOf.getTime() - DAY_MS);
  const from = new Date(Math.min(since.getTime(), dayAgo.getTime()));
  const silence = { from: new Date(asOf.getTime() - DEPLOYMENT_SILENCE_MS), to: asOf };
  const [open, ended, heard, failedDeployments, incidents, freshness, projects, teams] = await Promise.all([
    facts.openPullRequests(repositories, asOf),
    facts.endedPullRequests(repositories, { from: since, to: asOf }),
    facts.deployments(repositories, silence),
    facts.failedDeployments(repositories, asOf),
    facts.openIncidents(repositories, asOf),
    facts.freshness(),
    directory.projects(),
    scope.key === EVERYTHING ? directory.teams() : [],
  ]);
  const deployments = heard.filter(({ finishedAt }) => finishedAt !== null && finishedAt >= from);
  const projectKeys = toProjectKeys(projects);
  const links = open.flatMap(linksOf);
  const linked = links.length > 0 ? await facts.pullRequests(links, asOf) : [];
  const blocked = findBlocked({ words: await acting.blockers(asOf), pulls: open, linked });
  const judged = { scope, teams, pullRequests: open, failedDeployments, incidents, projectKeys, blocked, now: asOf };
  const evaluations = evaluate(judged, rules);
  const owners = evaluations.flatMap(({ findings }) => findings.flatMap((finding) => finding.owners));
  const names = await directory.namesOf([...new Set(owners)]);
  return {
    scope,
    asOf,
    since,
    open,
    ended,
    deployments,
    hasDeployments: heard.length > 0,
    failedDeployments,
    incidents,
    evaluations,
    names,
    freshness,
  };
}
