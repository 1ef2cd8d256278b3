import { z } from "zod";
import { type AttentionItem, rankAttention } from "#domain/attention";
import { AttentionEntry, toEntry } from "#domain/attention-entry";
import { measure } from "#domain/figures";
import { evaluationOf, type Observation, topOf } from "#domain/observation";
import type { PullRequest } from "#domain/pull-request";
import { ReportHeader } from "#domain/report-header";
import type { RuleKind } from "#domain/rules";
import { describeWork, TicketPart } from "./ticket-part.ts";
import type { Work } from "./work.ts";

const ATTENTION_MAX = 5;
const TOP_MAX = 5;
const LISTED_MAX = 50;
const WORDS_MAX = 600;

const Subject = z.object({ subject: z.string(), title: z.string(), url: z.string(), author: z.string() });
const Count = z.number().nullable();

/** Everything the standup says. Null means that nobody measured it, which is not the same as 0. */
export const StandupReport = ReportHeader.extend({
  older_than_hours: z.number(),
  /** Whether these hours leave out the days on which the team does not work. */
  older_than_clock: z.enum(["working", "wall"]),
  stale_pr_count: Count,
  /** owner/repo#n, the longest idle first. */
  stale_pr_top: z.array(z.string()),
  /** The same with what a reader needs. */
  stale_prs: z.array(z.object({ subject: z.string(), title: z.string(), url: z.string(), reason: z.string() })),
  wip_open_prs: Count,
  /** The team's; null for several teams, of which each has its own. */
  wip_limit: z.number().nullable(),
  /** Each team's work in progress against its limit. */
  wip_by_team: z.array(z.object({ team: z.string(), wip: z.number(), limit: z.number(), exceeded: z.boolean() })),
  pr_without_review_count: Count,
  no_ticket_link_count: Count,
  deployments_last_24h: Count,
  since: z.string(),
  ...TicketPart.shape,
  attention: z.array(AttentionEntry),
  attention_total: z.number(),
  merged: z.array(Subject.extend({ merged_at: z.string() })),
  merged_count: Count,
  deployed: z.array(
    z.object({ ref: z.string(), environment: z.string(), finished_at: z.string(), status: z.string() }),
  ),
  in_progress: z.array(Subject),
  review_queue: z.object({
    count: Count,
    oldest: z.string().nullable(),
    oldest_waited_hours: z.number().nullable(),
    /** In words. */ oldest_reason: z.string().nullable(),
  }),
  /** Pull requests without a ticket. */
  untracked: z.array(Subject),
  tomorrow: z.array(z.string()),
  focus: z.object({ subject: z.string(), title: z.string(), url: z.string(), why: z.string() }).nullable(),
  /** How many were asked, and how many answered; null where nobody is asked. */
  answers: z.object({ expected: z.number(), received: z.number() }).nullable(),
  /** In people's own words, by their names. */
  said: z.array(z.object({ name: z.string(), yesterday: z.string(), today: z.string(), blockers: z.string() })),
});
export type StandupReport = z.output<typeof StandupReport>;

/** What is told beside what is observed. */
interface Told {
  spoken: Spoken;
  work: Work;
}

/** What people were asked, and said. */
export interface Spoken {
  expected: number;
  said: StandupReport["said"];
}

/** Makes the report of what was observed; a pure function, so that the same observation gives the same bytes. */
export function makeStandup(observation: Observation, header: ReportHeader, { spoken, work }: Told): StandupReport {
  const findings = observation.evaluations.flatMap((evaluation) => evaluation.findings);
  const lines = rankAttention(findings, observation.scope.calendar, observation.asOf);
  const stale = topOf(observation, "stale_pr", TOP_MAX);
  const staleRule = evaluationOf(observation, "stale_pr")?.rule;
  return {
    ...header,
    older_than_hours: staleRule && "older_than_hours" in staleRule ? staleRule.older_than_hours : 0,
    older_than_clock: staleRule?.clock ?? "working",
    ...countAll(observation),
    stale_pr_top: stale.map(({ subject }) => subject),
    stale_prs: stale.map(({ subject, title, url, reason }) => ({ subject, title, url, reason })),
    ...describeWip(observation),
    since: observation.since.toISOString(),
    ...describeWork(work, observation),
    attention: lines.slice(0, ATTENTION_MAX).map((item) => toEntry(item, observation.names)),
    attention_total: lines.length,
    merged: listMerged(observation),
    deployed: listDeployed(observation),
    in_progress: listFound(observation, "wip_limit_exceeded"),
    review_queue: describeQueue(observation),
    untracked: listFound(observation, "no_ticket_link"),
    tomorrow: lines.slice(ATTENTION_MAX, ATTENTION_MAX * 2).map(({ subject }) => subject),
    focus: chooseFocus(lines),
    answers: spoken.expected === 0 ? null : { expected: spoken.expected, received: spoken.said.length },
    said: spoken.said.slice(0, LISTED_MAX).map(shorten),
  };
}

function countAll(observation: Observation) {
  return {
    stale_pr_count: measure("stale_pr_count", observation),
    wip_open_prs: measure("wip_open_prs", observation),
    pr_without_review_count: measure("pr_without_review_count", observation),
    no_ticket_link_count: measure("no_ticket_link_count", observation),
    deployments_last_24h: measure("deployments_last_24h", observation),
    merged_count: measure("merged_count", observation),
  };
}

function describeWip(observation: Observation): Pick<StandupReport, "wip_limit" | "wip_by_team"> {
  const rows = evaluationOf(observation, "wip_limit_exceeded")?.wip ?? [];
  const wip_by_team = rows.map(({ scope, wip, limit, exceeded }) => ({ team: scope, wip, limit, exceeded }));
  const [only, ...others] = rows;
  return { wip_limit: only && others.length === 0 ? only.limit : null, wip_by_team };
}

function listMerged({ ended }: Observation): StandupReport["merged"] {
  return ended.slice(0, LISTED_MAX).flatMap((pull) => {
    return pull.mergedAt ? [{ ...toSubject(pull), merged_at: pull.mergedAt.toISOString() }] : [];
  });
}

function listDeployed({ deployments, since }: Observation): StandupReport["deployed"] {
  return deployments.slice(0, LISTED_MAX).flatMap(({ ref, environment, finishedAt, status }) => {
    return finishedAt && finishedAt >= since
      ? [{ ref, environment, finished_at: finishedAt.toISOString(), status }]
      : [];
  });
}

function describeQueue(observation: Observation): StandupReport["review_queue"] {
  const [oldest] = topOf(observation, "pr_without_review", 1);
  const count = measure("pr_without_review_count", observation);
  const [subject, hours, reason] = [oldest?.subject ?? null, oldest?.value ?? null, oldest?.reason ?? null];
  return { count, oldest: subject, oldest_waited_hours: hours, oldest_reason: reason };
}

/** The pull requests that a kind of rule counts, the oldest first. */
function listFound(observation: Observation, kind: RuleKind): StandupReport["untracked"] {
  const rows = evaluationOf(observation, kind)?.rows.filter(({ included }) => included) ?? [];
  const subjects = new Set(rows.map(({ subject }) => subject));
  return observation.open
    .filter(({ subject }) => subjects.has(subject))
    .slice(0, LISTED_MAX)
    .map(toSubject);
}

/** The one thing whose next step helps most. */
function chooseFocus([first]: AttentionItem[]): StandupReport["focus"] {
  if (!first) return null;
  const { subject, title, url, nextStep, reasons } = first;
  return { subject, title, url, why: `${reasons[0]}; next: ${nextStep}` };
}

function shorten({ name, yesterday, today, blockers }: Spoken["said"][number]): Spoken["said"][number] {
  const cut = (words: string) => (words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX - 1)}…` : words);
  return { name, yesterday: cut(yesterday), today: cut(today), blockers: cut(blockers) };
}

function toSubject({ subject, title, url, author }: PullRequest) {
  return { subject, title, url, author };
}
