import type { Signal } from "../signals.ts";
import { RUNGS, type Rung } from "./consequences.ts";
import { describeKind } from "./kind-words.ts";
import { nextRung } from "./ladder.ts";
import { heldBy } from "./nudges.ts";
import { isInOfficeHours, officeOf } from "./office-hours.ts";
import type { Matter } from "./plan.ts";
import {
  calendarOf,
  isAtWork,
  isReachable,
  isWilling,
  type Plan,
  type Situation,
  slackIdOf,
  teamOf,
} from "./situation.ts";

const MENTIONS_MAX = 3;

/** Tells one after the other of what does not get better. */
export function planEscalations(situation: Situation, matters: readonly Matter[]): Plan[] {
  return matters.filter((matter) => isToClimb(situation, matter)).flatMap((matter) => climb(situation, matter));
}

function isToClimb({ pulls }: Situation, { signal, then }: Matter): boolean {
  if (then.escalate.length === 0 || signal.state === "snoozed" || signal.state === "resolved") return false;
  const pull = pulls.get(signal.subject);
  return !pull || heldBy(pull, signal.kind) === undefined || signal.kind === "blocked_pr";
}

/** The rung whose turn has come, and those on the rung before who were not at work then. */
function climb(situation: Situation, matter: Matter): Plan[] {
  const { signal, then } = matter;
  const steps = situation.steps.filter(({ signalId, kind }) => signalId === signal.id && kind === "escalation");
  const done = RUNGS.flatMap((rung) => {
    const first = steps.find(({ detail }) => detail === rung);
    return first ? [{ rung, at: first.at }] : [];
  });
  const { state, openedAt: startedAt, changedAt } = signal;
  const calendar = calendarOf(situation, signal);
  const next = nextRung({
    ...{ state, startedAt, changedAt, done, calendar },
    rungs: then.escalate,
    now: situation.now,
  });
  const isPaused = state === "acknowledged" && next === null;
  const rungs = isPaused ? [] : [done.at(-1)?.rung, next].filter((rung) => rung !== undefined && rung !== null);
  return rungs.flatMap((rung) => tell(situation, matter, rung));
}

function tell(situation: Situation, { signal, rule }: Matter, rung: Rung): Plan[] {
  const told = situation.steps.filter(
    ({ signalId, kind, detail }) => signalId === signal.id && kind === "escalation" && detail === rung,
  );
  const isMeant = (id: string) => !isPerson(id) || isWilling(situation, situation.bySlackId.get(id), signal.subject);
  const recipients = recipientsOf[rung](situation, signal)
    .filter(isMeant)
    .map((id) => `slack:${id}`);
  if (recipients.length === 0 && told.length === 0) return [toPlan(signal, { rule, rung, recipient: "" })];
  return recipients
    .filter((recipient) => !told.some((step) => step.recipient === recipient) && canHear(situation, signal, recipient))
    .map((recipient) => toPlan(signal, { rule, rung, recipient }));
}

const recipientsOf: Record<Rung, (situation: Situation, signal: Signal) => string[]> = {
  owner: (situation, signal) => toSlackIds(situation, signal, signal.owners),
  unblocker(situation, signal) {
    const named = mentionsIn(situation.blockers.get(signal.subject)?.why ?? "");
    if (named.length > 0) return named;
    const reviewers = situation.pulls.get(signal.subject)?.requestedReviewers ?? [];
    const others = reviewers.filter((login) => !signal.owners.includes(login));
    return toSlackIds(situation, signal, others);
  },
  team: (situation, signal) => [teamOf(situation, signal)?.channel].filter((channel) => typeof channel === "string"),
  lead: (situation, signal) => (situation.leads.get(teamOf(situation, signal)?.key ?? "") ?? []).filter(isPerson),
};

function toSlackIds(situation: Situation, { subject }: Signal, logins: readonly string[]): string[] {
  const reachable = logins.filter((login) => isReachable(situation, login, subject));
  return [...new Set(reachable.flatMap((login) => slackIdOf(situation, login) ?? []))];
}

/** Whoever said that it is blocked may have said by whom: "waiting for @Ada". */
function mentionsIn(why: string): string[] {
  const mentions = [...why.matchAll(/<@([UW][A-Z0-9]{1,20})(?:\|[^>]*)?>/g)];
  return [...new Set(mentions.flatMap(([, id]) => id ?? []))].slice(0, MENTIONS_MAX);
}

/** A group cannot be written to. */
function isPerson(id: string): boolean {
  return /^[UW]/.test(id);
}

function canHear(situation: Situation, signal: Signal, recipient: string): boolean {
  const id = recipient.slice("slack:".length);
  if (isPerson(id)) return isAtWork(situation, id);
  const team = teamOf(situation, signal);
  return isInOfficeHours(officeOf(undefined, team, situation), situation.now);
}

function toPlan(signal: Signal, { rule, rung, recipient }: { rule: string; rung: Rung; recipient: string }): Plan {
  const { id: signalId, subject } = signal;
  return {
    call: recipient === "" ? null : toCall(signal, rung, recipient.slice("slack:".length)),
    rule,
    cause: { ref: `signal:${signalId}`, words: `${subject} ${describeKind(signal.kind)}, and nothing has changed.` },
    steps: [{ signalId, subject, kind: "escalation", detail: rung, recipient }],
  };
}

function toCall({ id, subject }: Signal, rung: Rung, to: string): NonNullable<Plan["call"]> {
  if (rung !== "team") {
    return { name: "nudges.dm", input: { person: to, items: [{ signal: id, as: rung }] }, isTainted: false };
  }
  const call = { name: "signals.explain", input: { subject } };
  return { name: "messages.post", input: { channel: to, call }, isTainted: false };
}
