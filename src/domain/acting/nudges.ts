import type { Calendar } from "#lib/calendar";
import type { PullRequest } from "../pull-request.ts";
import { HOLDING_LABELS } from "../pull-request-rules.ts";
import type { Signal } from "../signals.ts";
import type { ActingStep } from "./records.ts";

/** How often one person is asked about one subject. */
const NUDGES_MAX = 2;
/** And its author, once nobody else is left to ask. */
const LAST_RESORT_MAX = 1;

/** A signal that asks for somebody, and what is known of it. */
export interface NudgeCase {
  signal: Pick<Signal, "id" | "kind" | "subject" | "state">;
  pull: PullRequest;
  /** Who is asked first. */
  target: "reviewer" | "author";
  /** What was done about this subject before, the oldest first. */
  steps: readonly ActingStep[];
  /** Who owns what is changed, where nobody is asked for a review. */
  suggested: string | null;
  /** Whether somebody with this login can be asked about this subject at all. */
  isReachable(login: string): boolean;
  calendar: Calendar;
  now: Date;
}

export type NextNudge = { status: "ask"; logins: string[]; as: "reviewer" | "code_owner" | "author" } | Silence;

interface Silence {
  status: "silent";
  why: string;
}

/**
 * Who is asked next about a subject: whoever is to review it, once in a working day and at most twice; then its author;
 * then nobody, and the digest has it. Any activity since the first question ends it.
 */
export function nextNudge(nudge: NudgeCase): NextNudge {
  const excuse = excuseOf(nudge);
  if (excuse !== undefined) return silence(excuse);
  const { pull, target } = nudge;
  const open = listReviewers(nudge).filter((login) => canAsk(nudge, login, NUDGES_MAX));
  if (open.length > 0) return askThose(nudge, open);
  if (nudge.steps.some((step) => isToday(nudge, step))) return silence("somebody was asked today");
  const timesMax = target === "author" ? NUDGES_MAX : LAST_RESORT_MAX;
  return canAsk(nudge, pull.author, timesMax)
    ? { status: "ask", logins: [pull.author], as: "author" }
    : silence("nobody is left to ask");
}

function excuseOf({ signal, pull, steps }: NudgeCase): string | undefined {
  if (signal.state !== "open") return signal.state;
  const held = heldBy(pull, signal.kind);
  if (held !== undefined) return held;
  const first = steps.find(({ kind, signalId }) => kind === "nudge" && signalId === signal.id);
  return first && pull.lastActivityAt > first.at ? "something has happened since" : undefined;
}

/** Those whose review is asked for; where it is nobody's, whoever may own what is changed. */
function listReviewers({ target, pull, suggested }: NudgeCase): string[] {
  if (target === "author") return [];
  if (pull.requestedReviewers.length > 0) return pull.requestedReviewers;
  return suggested === null ? [] : [suggested];
}

function askThose(nudge: NudgeCase, open: string[]): NextNudge {
  const as = nudge.pull.requestedReviewers.length > 0 ? "reviewer" : "code_owner";
  const logins = open.filter((login) => !nudge.steps.some((step) => step.detail === login && isToday(nudge, step)));
  return logins.length > 0 ? { status: "ask", logins, as } : silence("they were asked today");
}

function isToday({ calendar, now }: NudgeCase, { kind, at }: ActingStep): boolean {
  return kind === "nudge" && calendar.localDate(at) === calendar.localDate(now);
}

/** Why nobody is to be bothered with a pull request. */
export function heldBy(pull: PullRequest, kind: string): string | undefined {
  if (pull.state !== "open") return pull.state;
  if (pull.isDraft) return "a draft";
  if (pull.authorKind === "bot") return "opened by a bot";
  const label = pull.labels.find((one) => HOLDING_LABELS.has(one.toLowerCase()));
  if (label !== undefined) return `held by the label ${label}`;
  return kind !== "approved_not_merged" && isApproved(pull) ? "approved" : undefined;
}

function isApproved({ reviews }: PullRequest): boolean {
  const isFor = reviews.some(({ state }) => state === "approved");
  return isFor && !reviews.some(({ state }) => state === "changes_requested");
}

function canAsk({ steps, isReachable }: NudgeCase, login: string, timesMax: number): boolean {
  const times = steps.filter(({ kind, detail }) => kind === "nudge" && detail === login).length;
  return times < timesMax && isReachable(login);
}

function silence(why: string): Silence {
  return { status: "silent", why };
}
