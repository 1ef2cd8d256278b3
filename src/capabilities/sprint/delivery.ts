import type { EvaluationScope } from "#domain/findings";
import { definitionOf, type MetricName } from "#domain/metrics/definitions";
import { judgeMetric, type MetricResult } from "#domain/metrics/result";
import { reportRules } from "#domain/report-rules";
import { EVERYTHING } from "#domain/scopes";
import { DELIVERY_FIGURES, DORA_STRIP } from "#domain/sprints/delivery";
import type { VerdictInput } from "#domain/sprints/verdict";
import type { Context } from "#kernel/context";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { DAY_MS, zoneOf } from "#lib/time";

const DAYS_PER_WEEK = 7;

interface Asked {
  scope: EvaluationScope;
  days: number;
  asOf: Date;
}

export type Judged = Pick<MetricResult, "status" | "value" | "n" | "trend" | "hint">;

/** What was delivered in the days before, and what is under way. */
export interface Delivery {
  window: { from: number; to: number };
  strip: (Judged & { name: MetricName })[];
  /** By the names under which the report has them, with the same of as many days before. */
  figures: Record<keyof typeof DELIVERY_FIGURES, { now: number | null; before: number | null }>;
  wip: VerdictInput["wip"];
  limit: number | null;
}

export async function readDelivery(context: Context, asked: Asked): Promise<Delivery> {
  const [now, before] = [toQuestion(asked), toQuestion(daysBefore(asked))];
  const strip: Delivery["strip"] = [];
  for (const name of DORA_STRIP) strip.push({ name, ...(await judge(context, name, { now, before })) });
  const figures: [string, { now: number | null; before: number | null }][] = [];
  for (const [key, name] of Object.entries(DELIVERY_FIGURES)) {
    figures.push([key, { now: await count(context, name, now), before: await count(context, name, before) }]);
  }
  const known = Object.fromEntries(figures) as Delivery["figures"];
  const limit = limitOf(context, asked);
  const current = known.latest_wip.now;
  return {
    window: now.window,
    strip,
    figures: known,
    limit,
    wip: current === null || limit === null ? null : { current, limit },
  };
}

/** The last so many local days, today included: half open, up to the moment. */
export function toQuestion({ scope, days, asOf }: Asked): MetricQuestion {
  const zone = zoneOf(scope.calendar.zone);
  const from = zone.startOf(zone.dayOf(asOf.getTime() - 1) - days + 1);
  const window = { from, to: asOf.getTime() };
  return { repositories: scope.repositories, own: null, window, zone: zone.name, asOf };
}

function daysBefore(asked: Asked): Asked {
  return { ...asked, asOf: new Date(toQuestion(asked).window.from) };
}

interface Pair {
  now: MetricQuestion;
  before: MetricQuestion;
}

async function judge({ metrics }: Context, name: MetricName, { now, before }: Pair): Promise<Judged> {
  const missing = await metrics.missing(definitionOf(name).needs, now);
  const [tally, earlier] = [await metrics.tally(name, now), await metrics.tally(name, before)];
  const weeks = (now.window.to - now.window.from) / (DAYS_PER_WEEK * DAY_MS);
  return judgeMetric(name, { tally, before: earlier, missing, isOwn: false }, { ...now.window, weeks });
}

/** The number itself: how many there are, or the mean of rates and days. */
async function count({ metrics }: Context, name: MetricName, question: MetricQuestion): Promise<number | null> {
  const { needs, value } = definitionOf(name);
  if ((await metrics.missing(needs, question)).length > 0) return null;
  const { n, mean } = await metrics.tally(name, question);
  return value === "mean" ? mean : n;
}

/** The team's limit, else that of the rule. Several teams have no limit together. */
function limitOf({ rules }: Context, { scope }: Asked): number | null {
  if (scope.key === EVERYTHING) return null;
  const rule = reportRules(rules.current(), undefined).find(({ kind }) => kind === "wip_limit_exceeded");
  return scope.wipLimit ?? (rule?.kind === "wip_limit_exceeded" ? rule.limit : null);
}
