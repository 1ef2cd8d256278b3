import { type Condition, toConditions } from "#domain/conditions";
import { type Freshness, isStale } from "#domain/delivery";
import type { EvaluationScope } from "#domain/findings";
import type { PullRequest } from "#domain/pull-request";
import { COOLDOWN_MS, decideSteps, type Step } from "#domain/signal-life";
import type { Resolution, Signal } from "#domain/signals";
import { repositoryOf } from "#domain/subject";
import type { Calendar } from "#lib/calendar";
import type { Db } from "./db.ts";
import { and, eq, gte, isNotNull, ne, or, sql } from "./drizzle.ts";
import { type EvaluationOptions, LIMIT_KINDS, type Observed, observe } from "./signal-observation.ts";
import { forgetResolved } from "./signal-purge.ts";
import { forgetSnoozes, listSnoozes, removeSnooze } from "./snoozes.ts";
import { unpackTexts } from "./unpack.ts";

const AUTHOR = "adjutant";
/** Rules whose findings only an event can end. */
const EVENT_KINDS = new Set(["failed_deployment", "open_incident"]);

interface Report {
  opened: number;
  resolved: number;
  changed: number;
  frozen: string[];
}

/** Evaluates all rules, or those about single subjects; applies what changed in one transaction. */
export function createEvaluation(options: EvaluationOptions) {
  return async function evaluateSignals(now: Date, subjects?: string[]): Promise<Report> {
    const frozen = (await findStale(options, now)).map(({ source }) => source);
    // From a source that has gone silent nothing can be concluded, neither that something began nor that it ended.
    if (frozen.length > 0) return { opened: 0, resolved: 0, changed: 0, frozen };
    const observed = await observe(options, now, subjects);
    const steps = await options.store.transaction((tx) => applySteps(tx, options, { ...observed, now, subjects }));
    return { ...countSteps(steps), frozen };
  };
}

/** The sources that have been silent for too long. */
export async function findStale(
  { facts, settings }: Pick<EvaluationOptions, "facts" | "settings">,
  now: Date,
): Promise<Freshness[]> {
  const sources = await facts.freshness();
  return sources.filter((source) => isStale(source, now, settings.pollIntervalMs[source.source] ?? null));
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
  const snoozes = await listSnoozes(tx, { at: now, ...(subjects && { subjects }) });
  const rules = new Set(options.rules.current().map(({ name }) => name));
  const calendarOf = (signal: Signal) => findCalendar(scopes, signal);
  const endedBy = (signal: Signal) => endOf(signal, pulls);
  const steps = decideSteps({ living, cooling, found, snoozes, rules, calendarOf, endedBy, now });
  for (const step of steps) await applyStep(tx, step, now);
  if (subjects === undefined) await forget(tx, now);
  return steps;
}

/** What has been over for long enough goes with the evaluation of everything, a little at a time. */
async function forget(tx: Db, now: Date): Promise<void> {
  await forgetSnoozes(tx, now);
  await forgetResolved(tx, now);
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
  const repo = repositoryOf(subject);
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
  if (step.type === "open") return openSignal(tx, step, now);
  if (step.type === "unsnooze") return removeSnooze(tx, step.snooze);
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

type Opening = Extract<Step, { type: "open" }>;

async function openSignal(tx: Db, { condition, snoozedUntil }: Opening, now: Date): Promise<void> {
  const { signals } = tx.tables;
  const to = snoozedUntil ? "snoozed" : "open";
  const times = { openedAt: now, changedAt: now, snoozedUntil };
  const row = { ...condition, ...times, repo: repositoryOf(condition.subject), state: to } as const;
  const [opened] = await tx.insert(signals).values(row).onConflictDoNothing().returning({ id: signals.id });
  if (!opened) return;
  await note(tx, { signalId: opened.id, from: null, to, at: now, by: AUTHOR, reason: condition.reason });
}

async function note(tx: Db, transition: Db["tables"]["signalTransitions"]["$inferInsert"]): Promise<void> {
  await tx.insert(tx.tables.signalTransitions).values(transition);
}

function countSteps(steps: Step[]): Omit<Report, "frozen"> {
  const opened = steps.filter((step) => step.type === "open" || isChangeTo(step, "open")).length;
  const resolved = steps.filter((step) => isChangeTo(step, "resolved")).length;
  return { opened, resolved, changed: steps.length - opened - resolved };
}

function isChangeTo(step: Step, state: "open" | "resolved"): boolean {
  return step.type === "change" && step.to === state;
}
