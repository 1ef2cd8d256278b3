import type { Calendar } from "#lib/calendar";
import { DAY_MS } from "#lib/time";
import type { Condition } from "./conditions.ts";
import { snoozedUntil } from "./put-aside.ts";
import type { Resolution, Signal, SignalState, Snooze } from "./signals.ts";

/** Found again within this time, a signal is the same one. */
export const COOLDOWN_MS = DAY_MS;
/** A clock or a limit may flicker; only seen clear twice is it clear. */
const CLEARS_NEEDED = 2;
/** Who says "mine" has a working day before it is asked again. */
const ACKNOWLEDGED_MS = DAY_MS;

/** A step in a signal's life. `set` is what changes of its row; `to` is missing when its state stays. */
export type Step =
  /** Null: in sight; otherwise put aside until then, as a person had asked. */
  | { type: "open"; condition: Condition; snoozedUntil: Date | null }
  /** An incident has ended the quiet that a person had asked for. */
  | { type: "unsnooze"; snooze: Snooze }
  | { type: "change"; signal: Signal; set: Partial<Signal>; to?: SignalState; reason?: string };

export interface Evaluated {
  /** Signals that are not resolved, or that a person dismissed, of what was evaluated. */
  living: readonly Signal[];
  /** Resolved ones whose conditions were found again within the cooldown. */
  cooling: readonly Signal[];
  found: readonly Condition[];
  /** Those in force. */
  snoozes: readonly Snooze[];
  /** Names of the rules in force. */
  rules: ReadonlySet<string>;
  calendarOf(signal: Signal): Calendar;
  /** What an event has done to a subject since the signal's row last changed. */
  endedBy(signal: Signal): Resolution | null;
  now: Date;
}

/** What an evaluation changes. Pure; nothing when nothing changed that anybody would notice. */
export function decideSteps(evaluated: Evaluated): Step[] {
  const found = new Map(evaluated.found.map((condition) => [condition.fingerprint, condition]));
  const known = new Set(evaluated.living.map(({ fingerprint }) => fingerprint));
  const fresh = evaluated.found.filter(({ fingerprint }) => !known.has(fingerprint));
  const incidents = new Set(fresh.filter(({ kind }) => kind === "open_incident").map(({ subject }) => subject));
  const [broken, snoozes] = [
    evaluated.snoozes.filter(({ subject }) => incidents.has(subject)),
    evaluated.snoozes.filter(({ subject }) => !incidents.has(subject)),
  ];
  const moment = { ...evaluated, snoozes, incidents };
  const living = evaluated.living.map((signal) => {
    const condition = found.get(signal.fingerprint);
    if (!condition) return clear(signal, evaluated);
    return signal.state === "resolved" ? stayDismissed(signal) : stay(signal, condition, moment);
  });
  return [
    ...broken.map((snooze) => ({ type: "unsnooze" as const, snooze })),
    ...living.filter((step) => step !== undefined),
    ...fresh.map((condition) => begin(condition, moment)),
  ];
}

interface Moment extends Evaluated {
  /** Subjects of incidents that have just begun. */
  incidents: ReadonlySet<string>;
}

function begin(condition: Condition, { cooling, snoozes, now }: Moment): Step {
  const signal = cooling.find(({ fingerprint }) => fingerprint === condition.fingerprint);
  const until = snoozedUntil(condition, snoozes) ?? null;
  if (!signal) return { type: "open", condition, snoozedUntil: until };
  const to = until ? "snoozed" : "open";
  const set = { ...describe(condition), ...REVIVED, reopened: signal.reopened + 1, changedAt: now };
  return { type: "change", signal, to, set: { ...set, state: to, snoozedUntil: until }, reason: "found again" };
}

const REVIVED = { clears: 0, resolvedAt: null, resolution: null };

function stay(signal: Signal, condition: Condition, moment: Moment): Step | undefined {
  const { now } = moment;
  const change = signal.stateHash === condition.stateHash ? {} : { ...describe(condition), changedAt: now };
  const back = signal.clears > 0 ? { clears: 0 } : {};
  const set: Partial<Signal> = { ...change, ...back };
  const reason = reasonToWake(signal, condition, moment);
  if (reason !== undefined) {
    return {
      type: "change",
      signal,
      to: "open",
      reason,
      set: { ...set, state: "open", snoozedUntil: null, changedAt: now },
    };
  }
  return Object.keys(set).length === 0 ? undefined : { type: "change", signal, set };
}

/** What a person dismissed stays so for as long as the condition holds; only after it was clear can it come back. */
function stayDismissed(signal: Signal): Step | undefined {
  return signal.clears > 0 ? { type: "change", signal, set: { clears: 0 } } : undefined;
}

function reasonToWake(signal: Signal, condition: Condition, moment: Moment): string | undefined {
  const { state, changedAt } = signal;
  const { now, calendarOf } = moment;
  if (state === "snoozed") return reasonToEndSnooze(signal, condition, moment);
  if (state !== "acknowledged") return undefined;
  const isOver = calendarOf(signal).workingMs(changedAt, now) >= ACKNOWLEDGED_MS;
  return isOver ? "a working day without change" : undefined;
}

function reasonToEndSnooze(signal: Signal, condition: Condition, { now, incidents, snoozes }: Moment) {
  if (signal.snoozedUntil && signal.snoozedUntil <= now) return "the snooze is over";
  if (incidents.has(signal.subject)) return "an incident began";
  return snoozedUntil(condition, snoozes) ? undefined : "found by a rule that is not snoozed";
}

function clear(signal: Signal, evaluated: Evaluated): Step {
  const { rules, now } = evaluated;
  if (!signal.rules.some((rule) => rules.has(rule))) return resolve(signal, "rule_removed", now);
  const ended = evaluated.endedBy(signal);
  if (ended) return resolve(signal, ended, now);
  const clears = signal.clears + 1;
  return clears >= CLEARS_NEEDED ? resolve(signal, "fixed", now) : { type: "change", signal, set: { clears } };
}

function resolve(signal: Signal, resolution: Resolution, now: Date): Step {
  if (signal.state === "resolved") return { type: "change", signal, set: { resolution, clears: 0 } };
  const set = { state: "resolved" as const, resolution, resolvedAt: now, changedAt: now, snoozedUntil: null };
  return { type: "change", signal, to: "resolved", set, reason: resolution };
}

function describe(condition: Condition) {
  const { title, url, rules, reason, value, owners, evidence, since, stateHash } = condition;
  return { title, url, rules, reason, value, owners, evidence, since, stateHash };
}
