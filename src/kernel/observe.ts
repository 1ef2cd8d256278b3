import type { Team } from "#domain/directory";
import { evaluate } from "#domain/evaluate";
import type { EvaluationScope } from "#domain/findings";
import type { Observation } from "#domain/observation";
import { reportRules } from "#domain/report-rules";
import type { Rule } from "#domain/rules";
import { EVERYTHING, everythingScope, teamScope } from "#domain/scopes";
import { toProjectKeys } from "#domain/ticket-keys";
import { DAY_MS } from "#lib/time";
import type { Context } from "./context.ts";
import { UserError } from "./errors.ts";

/** Without a deployment for this long there is no source of them, as far as anyone can tell. */
const DEPLOYMENT_SILENCE_MS = 90 * DAY_MS;

export interface Question {
  /** A team's key, or "all". */
  team: string;
  asOf: Date;
  /** Replaces the hours of the rule about stale pull requests. */
  staleAfterHours?: number | undefined;
}

/** Gathers what a report about a team is made of, as it stood at the moment asked for, judged by the rules in force. */
export async function observe(context: Context, { team, asOf, staleAfterHours }: Question): Promise<Observation> {
  return judge(context, { team, asOf, rules: reportRules(context.rules.current(), staleAfterHours) });
}

/** The same, judged by rules of the caller's. */
export async function judge(
  context: Context,
  { team, asOf, rules }: { team: string; asOf: Date; rules: Rule[] },
): Promise<Observation> {
  return gather(context, { scope: await findScope(context, team), asOf, rules });
}

async function findScope({ directory, settings }: Context, key: string): Promise<EvaluationScope> {
  if (key === EVERYTHING) return everythingScope(settings.zone);
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
  { facts, directory }: Context,
  { scope, asOf, rules }: { scope: EvaluationScope; asOf: Date; rules: Rule[] },
): Promise<Observation> {
  const { repositories, calendar } = scope;
  const since = calendar.startOfLastWorkingDay(asOf);
  const dayAgo = new Date(asOf.getTime() - DAY_MS);
  const from = new Date(Math.min(since.getTime(), dayAgo.getTime()));
  const silence = { from: new Date(asOf.getTime() - DEPLOYMENT_SILENCE_MS), to: asOf };
  const [open, ended, heard, failedDeployments, incidents, freshness, projects] = await Promise.all([
    facts.openPullRequests(repositories, asOf),
    facts.endedPullRequests(repositories, { from: since, to: asOf }),
    facts.deployments(repositories, silence),
    facts.failedDeployments(repositories, asOf),
    facts.openIncidents(repositories, asOf),
    facts.freshness(),
    directory.projects(),
  ]);
  const deployments = heard.filter(({ finishedAt }) => finishedAt !== null && finishedAt >= from);
  const projectKeys = toProjectKeys(projects);
  const judged = { scope, pullRequests: open, failedDeployments, incidents, projectKeys, now: asOf };
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
