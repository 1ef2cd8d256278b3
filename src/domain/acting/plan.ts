import { DAY_MS, HOUR_MS } from "#lib/time";
import { IDLE_KINDS } from "../attention.ts";
import type { Signal } from "../signals.ts";
import { type Consequences, consequencesOf } from "./consequences.ts";
import { createNoiseBudget } from "./noise.ts";
import { planEffects } from "./plan-effects.ts";
import { planEscalations } from "./plan-escalations.ts";
import { planNudges } from "./plan-nudges.ts";
import type { HeldBack } from "./records.ts";
import { calendarOf, type Plan, type Situation } from "./situation.ts";

/** A signal with what follows from it. */
export interface Matter {
  signal: Signal;
  then: Consequences;
  /** The rule that says so, by its name. */
  rule: string;
}

export interface Planned {
  plans: Plan[];
  /** What its recipients are spared for now. */
  held: HeldBack[];
}

/** What rules want done now. Pure; each plan becomes a proposal, of which the policy says whether it may happen by itself. */
export function planActs(situation: Situation): Planned {
  const matters = listMatters(situation);
  const budget = createNoiseBudget(situation.sent, situation.now);
  const nudges = planNudges(situation, matters);
  const climbs = planEscalations(situation, matters);
  const planned: Planned = { plans: planEffects(situation, matters), held: [] };
  // What has gone on for longest comes first where the budget is small.
  for (const plan of [...climbs, ...nudges]) {
    const recipient = plan.steps[0]?.recipient ?? "";
    if (recipient === "" || budget.take(recipient, JSON.stringify(plan.steps))) planned.plans.push(plan);
    else planned.held.push(...holdBack(plan, situation.now));
  }
  return planned;
}

/** The signals that have consequences. What is blocked is not idle: nobody hears that it waits. */
export function listMatters(situation: Situation): Matter[] {
  const { signals, rules, kinds } = situation;
  const blocked = new Set(signals.filter(({ kind }) => kind === "blocked_pr").map(({ subject }) => subject));
  return signals.flatMap((signal) => {
    if (IDLE_KINDS.has(signal.kind) && blocked.has(signal.subject)) return [];
    if (!isOverThreshold(situation, signal)) return [];
    const then = consequencesOf(signal, rules, kinds);
    return [{ signal, then, rule: signal.rules[0] ?? signal.kind }];
  });
}

/** Of these the number itself is measured; of all others, working hours. */
const COUNTED_KINDS = new Set(["wip_limit_exceeded", "large_pr"]);

/** The policy may want to wait for longer than the rule that finds it. */
function isOverThreshold(situation: Situation, signal: Signal): boolean {
  const threshold = situation.kinds.get(signal.kind)?.threshold;
  if (threshold === undefined) return true;
  if (COUNTED_KINDS.has(signal.kind)) return signal.value >= threshold;
  return calendarOf(situation, signal).workingMs(signal.since, situation.now) >= threshold * HOUR_MS;
}

function holdBack({ steps, cause }: Plan, now: Date): HeldBack[] {
  return steps.map(({ recipient, signalId, subject }) => ({
    recipient,
    signalId,
    subject,
    words: cause.words,
    at: now,
  }));
}

/** As long as the next report still speaks of what was held back. */
export const HELD_BACK_MS = 7 * DAY_MS;
