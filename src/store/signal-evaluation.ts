import { type Condition, toConditions } from "#domain/conditions";
import { type Deployment, type Freshness, type Incident, isStale } from "#domain/delivery";
import type { Project, Team } from "#domain/directory";
import { evaluate } from "#domain/evaluate";
import type { EvaluationScope, Finding } from "#domain/findings";
import type { PullRequest } from "#domain/pull-request";
import type { Rule } from "#domain/rules";
import { toScopes } from "#domain/scopes";
import { COOLDOWN_MS, decideSteps, type Step } from "#domain/signal-life";
import type { Resolution, Signal } from "#domain/signals";
import { toProjectKeys } from "#domain/ticket-keys";
import type { Calendar } from "#lib/calendar";
import type { Db, Store } from "./db.ts";
import { and, eq, gte, isNotNull, ne, or, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

const AUTHOR = "adjutant";
/** Rules whose findings only an event can end. */
const EVENT_KINDS = new Set(["failed_deployment", "open_incident"]);
const LIMIT_KINDS = new Set(["wip_limit_exceeded"]);

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

interface Report {
  opened: number;
  resolved: number;
  changed: number;
  frozen: string[];
}

/** Evaluates all rules, or those about single subjects; applies what changed in one transaction. */
export function createEvaluation(options: EvaluationOptions) {
  return async function evaluateSignals(now: Date, subjects?: string[]): Promise<Report> {
    const frozen = await findStale(options, now);
    // From a source that has gone silent nothing can be concluded, neither that something began nor that it ended.
    if (frozen.length > 0) return { opened: 0, resolved: 0, changed: 0, frozen };
    const observed = await observe(options, now, subjects);
    const steps = await options.store.transaction((tx) => applySteps(tx, options, { ...observed, now, subjects }));
    return { ...countSteps(steps), frozen };
  };
}

async function findStale({ facts, settings }: EvaluationOptions, now: Date): Promise<string[]> {
  const sources = await facts.freshness();
  const stale = sources.filter((source) => isStale(source, now, settings.pollIntervalMs[source.source] ?? null));
  return stale.map(({ source }) => source);
}

interface Observed {
  findings: Finding[];
  scopes: EvaluationScope[];
  pulls: Map<string, PullRequest>;
}

async function observe(options: EvaluationOptions, now: Date, subjects?: string[]): Promise<Observed> {
  const scopes = await findScopes(options);
  const projectKeys = toProjectKeys(await options.directory.projects());
  const rules = options.rules.current().filter(({ kind }) => subjects === undefined || !LIMIT_KINDS.has(kind));
  const wanted = subjects && new Set(subjects);
  const touched = subjects && (await options.facts.pullRequests(subjects, now));
  const findings: Finding[] = [];
  const pulls = new Map(touched?.map((pull) => [pull.subject, pull]));
  for (const scope of scopes) {
    const own = touched?.filter(({ repo }) => scope.repositories === null || scope.repositories.includes(repo));
    const pullRequests = own ?? (await options.facts.openPullRequests(scope.repositories, now));
    for (const pull of pullRequests) pulls.set(pull.subject, pull);
    const failedDeployments = await options.facts.failedDeployments(scope.repositories, now);
    const incidents = await options.facts.openIncidents(scope.repositories, now);
    const facts = { scope, pullRequests, failedDeployments, incidents, projectKeys, now };
    const found = evaluate(facts, rules).flatMap((evaluation) => evaluation.findings);
    findings.push(...found.filter(({ subject }) => !wanted || wanted.has(subject)));
  }
  return { findings, scopes, pulls };
}

async function findScopes({ facts, directory, settings }: EvaluationOptions): Promise<EvaluationScope[]> {
  const [teams, repositories] = [await directory.teams(), await facts.repositories()];
  return toScopes(teams, repositories, settings.zone);
}

interface Moment extends Observed {
  now: Date;
  subjects: string[] | undefined;
}

async function applySteps(tx: Db, options: EvaluationOptions, moment: Moment): Promise<Step[]> {
  const { now, subjects, pulls, scopes } = moment;
  const found = toConditions(moment.findings);
  const living = await loadLiving(tx, subjects);
  const cooling = await loadCooling(tx, found, now);
  const rules = new Set(options.rules.current().map(({ name }) => name));
  const calendarOf = (signal: Signal) => findCalendar(scopes, signal);
  const endedBy = (signal: Signal) => endOf(signal, pulls);
  const steps = decideSteps({ living, cooling, found, rules, calendarOf, endedBy, now });
  for (const step of steps) await applyStep(tx, step, now);
  return steps;
}

async function loadLiving(tx: Db, subjects: string[] | undefined): Promise<Signal[]> {
  const { signals } = tx.tables;
  const isLiving = or(ne(signals.state, "resolved"), eq(signals.resolution, "dismissed"));
  const isAsked = subjects && sql`${signals.subject} in ${unpackTexts(tx, subjects)}`;
  return tx.select().from(signals).where(and(isLiving, isAsked));
}

/** Of each condition the latest signal that was resolved within the cooldown, dismissed ones aside. */
async function loadCooling(tx: Db, found: Condition[], now: Date): Promise<Signal[]> {
  const { signals } = tx.tables;
  const fingerprints = found.map(({ fingerprint }) => fingerprint);
  const isRecent = gte(signals.resolvedAt, new Date(now.getTime() - COOLDOWN_MS));
  const isAsked = sql`${signals.fingerprint} in ${unpackTexts(tx, fingerprints)}`;
  const rows = await tx
    .select()
    .from(signals)
    .where(and(isAsked, isNotNull(signals.resolvedAt), isRecent));
  return rows.sort((a, b) => (b.resolvedAt?.getTime() ?? 0) - (a.resolvedAt?.getTime() ?? 0));
}

function findCalendar(scopes: EvaluationScope[], { scope, subject }: Signal): Calendar {
  const repo = subject.slice(0, subject.lastIndexOf("#"));
  const own = scopes.find(({ key, repositories }) => (scope ? key === scope : repositories?.includes(repo)));
  const calendar = (own ?? scopes.at(-1))?.calendar;
  if (!calendar) throw new Error("There is no scope to evaluate.");
  return calendar;
}

/** What an event did to the subject since the signal was opened; null when only a clock or a limit can be the cause. */
function endOf({ kind, subject, openedAt }: Signal, pulls: Map<string, PullRequest>): Resolution | null {
  if (LIMIT_KINDS.has(kind)) return null;
  if (EVENT_KINDS.has(kind)) return "fixed";
  const pull = pulls.get(subject);
  if (pull?.state !== "open") return "closed";
  return pull.changedAt > openedAt ? "fixed" : null;
}

async function applyStep(tx: Db, step: Step, now: Date): Promise<void> {
  if (step.type === "open") return openSignal(tx, step.condition, now);
  const { signals } = tx.tables;
  const { id, state } = step.signal;
  // Somebody may have pressed a button since: then theirs is the later word.
  const changed = await tx
    .update(signals)
    .set(step.set)
    .where(and(eq(signals.id, id), eq(signals.state, state)))
    .returning({ id: signals.id });
  if (changed.length === 0 || !step.to) return;
  await note(tx, { signalId: id, from: state, to: step.to, at: now, by: AUTHOR, reason: step.reason ?? null });
}

async function openSignal(tx: Db, condition: Condition, now: Date): Promise<void> {
  const { signals } = tx.tables;
  const row = { ...condition, state: "open" as const, openedAt: now, changedAt: now };
  const [opened] = await tx.insert(signals).values(row).onConflictDoNothing().returning({ id: signals.id });
  if (!opened) return;
  await note(tx, { signalId: opened.id, from: null, to: "open", at: now, by: AUTHOR, reason: condition.reason });
}

async function note(tx: Db, transition: Db["tables"]["signalTransitions"]["$inferInsert"]): Promise<void> {
  await tx.insert(tx.tables.signalTransitions).values(transition);
}

function countSteps(steps: Step[]): Omit<Report, "frozen"> {
  const opened = steps.filter((step) => step.type === "open" || step.to === "open").length;
  const resolved = steps.filter((step) => step.type === "change" && step.to === "resolved").length;
  return { opened, resolved, changed: steps.length - opened - resolved };
}
