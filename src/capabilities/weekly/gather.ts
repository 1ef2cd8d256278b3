import type { EvaluationScope } from "#domain/findings";
import type { MetricName } from "#domain/metrics/definitions";
import { type ReportHeader, toHeader } from "#domain/report-header";
import { groupByRelease, medianOf } from "#domain/reports/weekly";
import { type TicketWork, workOf } from "#domain/reports/work";
import { EVERYTHING } from "#domain/scopes";
import { findDoneAt } from "#domain/sprints/throughput";
import type { Context } from "#kernel/context";
import { refuseSmall } from "#kernel/groups";
import { findScope } from "#kernel/observe";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { onlyVisible } from "#kernel/sight";
import { readBoard, type SprintBoard } from "#kernel/sprint-board";
import { dateOf, weekdayOf, zoneOf } from "#lib/time";
import type { Facts } from "./fields.ts";

const WEEKS_BEFORE = 6;
const LISTED_MAX = 50;
const PRDS_MAX = 200;
const ROWS = { offset: 0, limit: 500 };

interface Week {
  from: number;
  to: number;
}

interface Asked {
  context: Context;
  scope: EvaluationScope;
  asOf: Date;
  week: Week;
  board: SprintBoard;
}

/** What is known of the local week up to a moment, and of the whole weeks before it. */
export async function gatherWeek(
  context: Context,
  team: string,
  moment: { asOf: Date; isLive: boolean },
): Promise<Facts> {
  const { asOf, isLive } = moment;
  const scope = await findScope(context.directory, { key: team, zone: context.settings.zone });
  if (team !== EVERYTHING) await refuseSmall(context, team);
  const zone = zoneOf(scope.calendar.zone);
  // The moment at which a week ends belongs to it.
  const today = zone.dayOf(asOf.getTime() - 1);
  const monday = today - (weekdayOf(today) - 1);
  const week = { from: zone.startOf(monday), to: asOf.getTime() };
  const asked = { context, scope, asOf, week, board: await readBoard(context, { team, asOf }) };
  const freshness = await context.facts.freshness();
  const observed = { scope, asOf, since: new Date(week.from), freshness };
  const header = toHeader(observed, { now: context.now(), isLive, pollIntervalMs: context.settings.pollIntervalMs });
  const before = Array.from({ length: WEEKS_BEFORE }, (_, index) => ({
    from: zone.startOf(monday - 7 * (index + 1)),
    to: zone.startOf(monday - 7 * index),
  }));
  return makeFacts(asked, { header, days: { from: dateOf(monday), to: dateOf(today) }, before });
}

interface Frame {
  header: ReportHeader;
  days: { from: string; to: string };
  before: readonly Week[];
}

async function makeFacts(asked: Asked, { header, days, before }: Frame): Promise<Facts> {
  const work = readTickets(asked);
  const totals = await count(asked, asked.week);
  const earlier = [];
  for (const week of before) earlier.push(await count(asked, week));
  const shipped = await listShipped(asked);
  return {
    ...header,
    week: days,
    shipped: shipped?.groups ?? null,
    shipped_count: shipped?.count ?? null,
    ...{ merged_count: totals.merged, deployed_count: totals.deployed, totals },
    closed_tickets: work?.closed.slice(0, LISTED_MAX).map(({ ticket }) => toItem(ticket)) ?? null,
    decisions: await listDecisions(asked),
    incidents: await listIncidents(asked),
    thanks: [],
    ...toCarried(work),
    medians_6w: {
      merged: medianOf(earlier.map(({ merged }) => merged)),
      deployed: medianOf(earlier.map(({ deployed }) => deployed)),
      closed: medianOf(earlier.map(({ closed }) => closed)),
    },
    sprint: work?.sprint ?? null,
  };
}

function readTickets({ board, scope, week, asOf }: Asked): TicketWork | null {
  if (board.histories.length === 0) return null;
  return workOf({ ...board, calendar: scope.calendar, team: scope.key, since: week.from, asOf: asOf.getTime() });
}

function toCarried(work: TicketWork | null): Pick<Facts, "carried_over" | "carried_over_total"> {
  const doing = work?.epics.flatMap(({ items }) => items.map(({ ticket }) => ticket));
  return { carried_over: doing?.slice(0, LISTED_MAX).map(toItem) ?? null, carried_over_total: doing?.length ?? null };
}

async function count(asked: Asked, week: Week): Promise<Facts["totals"]> {
  const { board, asOf } = asked;
  const tell = async (name: MetricName, source: "pull requests" | "deployments") => {
    const { metrics } = asked.context;
    const question = toQuestion(asked, week);
    const isMissing = (await metrics.missing([source], question)).length > 0;
    return isMissing ? null : (await metrics.tally(name, question)).n;
  };
  const doneAt = board.histories.map((history) => {
    return findDoneAt(history, { categoryOf: board.categoryOf, asOf: asOf.getTime() });
  });
  const closed = doneAt.filter((at) => at !== undefined && at >= week.from && at < week.to).length;
  return {
    merged: await tell("throughput", "pull requests"),
    deployed: await tell("deployment_frequency", "deployments"),
    closed: board.histories.length === 0 ? null : closed,
  };
}

function toQuestion({ scope, asOf }: Asked, window: Week): MetricQuestion {
  return { repositories: scope.repositories, own: null, window, zone: scope.calendar.zone, asOf };
}

/** What a deployment first brought to production in the week. */
async function listShipped(asked: Asked): Promise<{ groups: Facts["shipped"]; count: number } | null> {
  const { context, scope, week, asOf } = asked;
  const question = toQuestion(asked, week);
  if ((await context.metrics.missing(["deployments"], question)).length > 0) return null;
  const { rows, total } = await context.metrics.rows("deploy_time", question, ROWS);
  const deployments = await context.facts.deployments(scope.repositories, { from: new Date(week.from), to: asOf });
  const shipped = rows.flatMap(({ subject, title, url, endedAt, leftOut }) => {
    return leftOut === null && endedAt !== null ? [{ subject, title, url, shippedAt: endedAt }] : [];
  });
  const releases = deployments.map(({ repo, ref, url, finishedAt }) => ({
    ...{ repo, ref, url, finishedAt: finishedAt?.getTime() ?? 0 },
  }));
  return { groups: groupByRelease(shipped, releases), count: Math.min(total, shipped.length) };
}

/** PRDs whose last approval was in the week, as far as everybody may see them. */
async function listDecisions({ context, week, board }: Asked): Promise<Facts["decisions"]> {
  const approved = await context.prds.list({ states: ["approved"], limit: PRDS_MAX });
  const own = approved.filter(({ project }) => board.projects === null || board.projects.includes(project ?? ""));
  const decided = [];
  for (const prd of await onlyVisible(context, own)) {
    const given = (await context.prds.reviews(prd.id)).filter(({ verdict }) => verdict === "approved");
    const at = Math.max(...given.map((review) => review.at.getTime()));
    if (at >= week.from && at < week.to) decided.push({ subject: `PRD ${prd.number}`, title: prd.title, url: "" });
  }
  return decided;
}

async function listIncidents(asked: Asked): Promise<Facts["incidents"]> {
  const { context, scope, week, asOf } = asked;
  const open = await context.facts.openIncidents(scope.repositories, asOf);
  const { rows } = await context.metrics.rows("time_to_restore", toQuestion(asked, week), ROWS);
  const resolved = rows.filter(({ leftOut }) => leftOut === null);
  return [
    ...open.map(({ subject, title, url }) => ({ subject, title, url, state: "open" as const })),
    ...resolved.map(({ subject, title, url }) => ({ subject, title, url, state: "resolved" as const })),
  ];
}

function toItem({ ref, title, url }: { ref: string; title: string; url: string }) {
  return { subject: ref, title, url };
}
