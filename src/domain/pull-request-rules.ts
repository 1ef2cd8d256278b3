import { describeDuration, HOUR_MS } from "#lib/time";
import type { SignalFacts } from "./findings.ts";
import type { PullRequest } from "./pull-request.ts";
import type { Rule, RuleKind, RuleOf } from "./rules.ts";
import { ticketKeysOf } from "./ticket-keys.ts";

/** What a rule says of one pull request. */
export interface Verdict {
  isFound: boolean;
  reason: string;
  /** Since when the rule's clock runs. */
  since: Date;
  ageMs: number;
  /** Hours, or lines for the rule about size. */
  value: number;
  owners: string[];
}

type Judge<Kind extends RuleKind> = (pull: PullRequest, rule: RuleOf<Kind>, facts: SignalFacts) => Verdict;

export type PullRequestKind = Exclude<RuleKind, "wip_limit_exceeded" | "failed_deployment" | "open_incident">;

/** Labels by which people say what GitHub has drafts for. */
export const HOLDING_LABELS = new Set(["wip", "do-not-merge"]);

/** Why nobody needs to move this pull request on now; undefined when somebody does. */
export function excusedBy(pull: PullRequest, { authors }: Pick<Rule, "authors">): string | undefined {
  if (pull.state !== "open") return pull.state;
  if (pull.isDraft) return "a draft";
  const holding = pull.labels.find((label) => HOLDING_LABELS.has(label.toLowerCase()));
  if (holding !== undefined) return `held by the label ${holding}`;
  return authors === "human" && pull.authorKind === "bot" ? "opened by a bot" : undefined;
}

export const pullRequestRules: { [Kind in PullRequestKind]: Judge<Kind> } = {
  stale_pr(pull, rule, facts) {
    const verdict = measure(pull.lastActivityAt, rule, facts);
    return { ...verdict, reason: `no activity for ${inWords(verdict, rule)}`, owners: [pull.author] };
  },

  pr_without_review(pull, rule, facts) {
    const owners = pull.requestedReviewers;
    const verdict = measure(pull.clockStart, rule, facts);
    if (pull.firstReviewAt) return { ...verdict, isFound: false, reason: "reviewed", owners };
    return { ...verdict, reason: `waiting ${inWords(verdict, rule)} for a first review`, owners };
  },

  no_ticket_link(pull, rule, facts) {
    const keys = ticketKeysOf(pull, rule.ticket_pattern, facts.projectKeys ?? []);
    const verdict = measure(pull.openedAt, { ...rule, older_than_hours: 0 }, facts);
    const isFound = keys.length === 0;
    const reason = isFound ? "names no ticket" : `names ${keys.slice(0, 3).join(", ")}`;
    return { ...verdict, isFound, reason, owners: [pull.author] };
  },

  changes_requested_idle(pull, rule, facts) {
    const asked = pull.reviews.filter(({ state }) => state === "changes_requested").map(({ at }) => at);
    const since = latestOf(asked);
    const verdict = measure(since ?? pull.openedAt, rule, facts);
    const owners = [pull.author];
    if (!since) return { ...verdict, isFound: false, reason: "no changes are asked for", owners };
    if (pull.lastPushAt && pull.lastPushAt > since)
      return { ...verdict, isFound: false, reason: "pushed since", owners };
    return { ...verdict, reason: `changes asked for ${inWords(verdict, rule)} ago, no push since`, owners };
  },

  approved_not_merged(pull, rule, facts) {
    const since = latestOf(pull.reviews.filter(({ state }) => state === "approved").map(({ at }) => at));
    const verdict = measure(since ?? pull.openedAt, rule, facts);
    const owners = [pull.author];
    const obstacle = since ? obstacleOf(pull) : "not approved";
    if (obstacle !== undefined) return { ...verdict, isFound: false, reason: obstacle, owners };
    return { ...verdict, reason: `approved ${inWords(verdict, rule)} ago, not merged`, owners };
  },

  red_checks(pull, rule, facts) {
    const { state, failing, redSince } = pull.checks;
    const verdict = measure(redSince ?? pull.openedAt, rule, facts);
    const owners = [pull.author];
    if (!redSince) return { ...verdict, isFound: false, reason: `checks are ${state}`, owners };
    const names = failing.slice(0, 3).join(", ");
    return { ...verdict, reason: `${names} failing for ${inWords(verdict, rule)}`, owners };
  },

  blocked_pr(pull, rule, facts) {
    const said = facts.blocked?.get(pull.subject);
    const label = pull.labels.find((one) => rule.labels.includes(one.toLowerCase()));
    const verdict = measure(said?.since ?? pull.lastActivityAt, { ...rule, older_than_hours: 0 }, facts);
    const owners = [pull.author];
    if (said) return { ...verdict, reason: `blocked: ${said.why}`, owners };
    const reason = label === undefined ? "nothing blocks it" : `blocked, says the label ${label}`;
    return { ...verdict, isFound: label !== undefined, reason, owners };
  },

  large_pr(pull, rule, facts) {
    const verdict = measure(pull.openedAt, { ...rule, older_than_hours: 0 }, facts);
    const value = pull.lines ?? 0;
    const reason = pull.lines === null ? "size not known" : `changes ${value} lines`;
    return { ...verdict, isFound: value >= rule.lines, value, reason, owners: [pull.author] };
  },
};

interface Timed {
  clock: Rule["clock"];
  older_than_hours: number;
}

type Measured = Pick<Verdict, "isFound" | "since" | "ageMs" | "value">;

/** How long it has been, by the rule's clock, and whether that is long enough. */
function measure(since: Date, { clock, older_than_hours: hours }: Timed, { now, scope }: SignalFacts): Measured {
  const wallMs = Math.max(0, now.getTime() - since.getTime());
  const ageMs = clock === "wall" ? wallMs : scope.calendar.workingMs(since, now);
  return { isFound: ageMs >= hours * HOUR_MS, since, ageMs, value: Math.round((ageMs / HOUR_MS) * 10) / 10 };
}

function inWords({ ageMs }: Measured, { clock }: Timed): string {
  return describeDuration(ageMs, clock);
}

/** Checks nobody told us of stand in no one's way. */
function obstacleOf({ reviews, checks }: PullRequest): string | undefined {
  if (reviews.some(({ state }) => state === "changes_requested")) return "somebody asks for changes";
  return checks.state === "red" || checks.state === "pending" ? `checks are ${checks.state}` : undefined;
}

function latestOf(instants: readonly Date[]): Date | undefined {
  return instants.reduce<Date | undefined>((best, at) => (best && best > at ? best : at), undefined);
}
