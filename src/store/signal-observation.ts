import { type Blocked, findBlocked, linksOf } from "#domain/acting/blocking";
import type { Blocker } from "#domain/acting/records";
import type { Deployment, Freshness, Incident } from "#domain/delivery";
import type { Project, Team } from "#domain/directory";
import { evaluate } from "#domain/evaluate";
import type { EvaluationScope, Finding } from "#domain/findings";
import type { PullRequest } from "#domain/pull-request";
import type { Rule } from "#domain/rules";
import { limitedScopes, toScopes } from "#domain/scopes";
import { toProjectKeys } from "#domain/ticket-keys";
import { listBlockers } from "./acting.ts";
import type { Store } from "./db.ts";

/** Rules about a team as a whole, not about single subjects. */
export const LIMIT_KINDS = new Set(["wip_limit_exceeded"]);

/** The facts port, as far as evaluation needs it. */
interface Facts {
  openPullRequests(scope: string[] | null, asOf: Date): Promise<PullRequest[]>;
  pullRequests(subjects: string[], asOf: Date): Promise<PullRequest[]>;
  failedDeployments(scope: string[] | null, asOf: Date): Promise<Deployment[]>;
  openIncidents(scope: string[] | null, asOf: Date): Promise<Incident[]>;
  freshness(): Promise<Freshness[]>;
  repositories(): Promise<string[]>;
}

export interface EvaluationOptions {
  store: Store;
  facts: Facts;
  directory: { teams(): Promise<Team[]>; projects(): Promise<Project[]> };
  rules: { current(): readonly Rule[] };
  settings: {
    /** Of what belongs to no team. */
    zone: string;
    /** How often each source is read to its end; null for one that is never polled. */
    pollIntervalMs: Record<string, number | null>;
  };
}

export interface Observed {
  findings: Finding[];
  scopes: EvaluationScope[];
  /** Every pull request that was looked at. */
  pulls: Map<string, PullRequest>;
}

/** What the rules find now, in everything or about single subjects. */
export async function observe(options: EvaluationOptions, now: Date, subjects?: string[]): Promise<Observed> {
  const { store, facts, directory, settings, rules } = options;
  const [teams, projects] = [await directory.teams(), await directory.projects()];
  const scopes = toScopes(teams, await facts.repositories(), settings.zone);
  const open = createLoader((repositories) => facts.openPullRequests(repositories, now));
  const words = await listBlockers(store, now);
  const look = { ...options, words, now, subjects, open, projectKeys: toProjectKeys(projects), pulls: new Map() };
  const isLimit = ({ kind }: Rule) => LIMIT_KINDS.has(kind);
  const limits = rules.current().filter(isLimit);
  const others = rules.current().filter((rule) => !isLimit(rule));
  const findings = await findInEach(look, scopes, others);
  findings.push(...(await findOverLimits(look, limitedScopes(teams, settings.zone), limits)));
  return { findings, scopes, pulls: look.pulls };
}

type Load = (repositories: string[] | null) => Promise<PullRequest[]>;

/** What a team has open is asked for by its own rules and by its limit, and is loaded once. */
function createLoader(load: Load): Load {
  const loaded = new Map<string, Promise<PullRequest[]>>();
  return (repositories) => {
    const key = JSON.stringify(repositories);
    const known = loaded.get(key) ?? load(repositories);
    loaded.set(key, known);
    return known;
  };
}

interface Look extends EvaluationOptions {
  now: Date;
  subjects: string[] | undefined;
  open: Load;
  projectKeys: string[];
  /** What people say is blocked. */
  words: Blocker[];
  pulls: Map<string, PullRequest>;
}

async function findInEach(look: Look, scopes: EvaluationScope[], rules: Rule[]): Promise<Finding[]> {
  const { facts, now, subjects, open, projectKeys, pulls } = look;
  const wanted = subjects && new Set(subjects);
  const touched = subjects && (await facts.pullRequests(subjects, now));
  for (const pull of touched ?? []) pulls.set(pull.subject, pull);
  const findings: Finding[] = [];
  for (const scope of scopes) {
    const own = touched?.filter(({ repo }) => scope.repositories === null || scope.repositories.includes(repo));
    const pullRequests = own ?? (await open(scope.repositories));
    for (const pull of pullRequests) pulls.set(pull.subject, pull);
    const failedDeployments = await facts.failedDeployments(scope.repositories, now);
    const incidents = await facts.openIncidents(scope.repositories, now);
    const blocked = await loadBlocked(look, pullRequests);
    const known = { scope, pullRequests, failedDeployments, incidents, projectKeys, blocked, now };
    const found = evaluate(known, rules).flatMap((evaluation) => evaluation.findings);
    findings.push(...found.filter(({ subject }) => !wanted || wanted.has(subject)));
  }
  return findings;
}

async function loadBlocked({ facts, words, now }: Look, pulls: PullRequest[]): Promise<Map<string, Blocked>> {
  const links = pulls.flatMap(linksOf);
  const linked = links.length > 0 ? await facts.pullRequests(links, now) : [];
  return findBlocked({ words, pulls, linked });
}

/** A limit is judged by the whole of its team: with everything, or when the team itself is the subject. */
async function findOverLimits(look: Look, scopes: EvaluationScope[], rules: Rule[]): Promise<Finding[]> {
  const { now, subjects, open } = look;
  const asked = scopes.filter(({ key }) => subjects === undefined || subjects.includes(`team:${key}`));
  const findings: Finding[] = [];
  for (const scope of rules.length > 0 ? asked : []) {
    const pullRequests = await open(scope.repositories);
    const known = { scope, pullRequests, failedDeployments: [], incidents: [], now };
    findings.push(...evaluate(known, rules).flatMap((evaluation) => evaluation.findings));
  }
  return findings;
}
