import { z } from "zod";
import { definitionOf, METRIC_NAMES, type MetricName } from "./definitions.ts";
import { GROUP_MIN, JUDGED_MIN, type Source, type Tally } from "./metric.ts";
import type { MetricWindow } from "./window.ts";

/** How a metric stands. `few`: shown, and too few to judge by. `not-configured`: nobody can measure it yet. */
export const MetricStatus = z.enum(["ok", "few", "no-data", "not-configured"]);
export type MetricStatus = z.output<typeof MetricStatus>;

export const MetricResult = z.object({
  name: z.enum(METRIC_NAMES),
  label: z.string(),
  /** The key of a team, a service, a repository, "all" or "me". */
  scope: z.string(),
  window: z.object({ from: z.string(), to: z.string(), weeks: z.number() }),
  zone: z.string(),
  as_of: z.string(),
  status: MetricStatus,
  /** What to connect, or why nothing is shown. */
  hint: z.string().nullable(),
  value: z.number().nullable(),
  unit: z.string(),
  n: z.number(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  /** Looked at and left out, by reason. */
  excluded: z.record(z.string(), z.number()),
  /** The same of the window before, where both hold enough to be compared. */
  trend: z.object({ before: z.number(), n: z.number() }).nullable(),
  /** Of what it is made, or what stands beside it. */
  detail: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  /** The invocation that opens its proof. */
  evidence: z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) }),
});
export type MetricResult = z.output<typeof MetricResult>;

export interface Measured {
  tally: Tally;
  /** Of the window before. */
  before: Tally;
  /** Which of what it needs was never heard of. */
  missing: readonly Source[];
  /** Whether it is about the one person who asks, and told to nobody else. */
  isOwn: boolean;
}

type Judged = Pick<MetricResult, "status" | "hint" | "value" | "n" | "p50" | "p90" | "excluded" | "trend">;

/** What rows come to, as far as they may be shown and judged. */
export function judgeMetric(
  name: MetricName,
  { tally, before, missing, isOwn }: Measured,
  window: MetricWindow,
): Judged {
  const { n, excluded } = tally;
  const nothing = { value: null, n, p50: null, p90: null, excluded, trend: null };
  if (missing.length > 0) return { ...nothing, status: "not-configured", hint: describeMissing(missing) };
  if (!isOwn && isTooFew(name, tally)) return { ...nothing, status: "no-data", hint: GROUP_HINT };
  const value = measureOf(name, tally, window);
  if (value === null) return { ...nothing, status: "no-data", hint: null };
  const { value: kind } = definitionOf(name);
  const isCount = kind === "count" || kind === "per-week";
  const { p50, p90 } = kind === "p50" ? tally : { p50: null, p90: null };
  const status = isCount || n >= JUDGED_MIN ? "ok" : "few";
  return { status, hint: null, value, n, p50, p90, excluded, trend: compare(name, { tally, before, isOwn }, window) };
}

export const GROUP_HINT = `By fewer than ${GROUP_MIN} people: not shown, because it would be about them.`;

/** Whether what was counted is the work of so few that it would show theirs. */
export function isTooFew(name: MetricName, { people }: Pick<Tally, "people">): boolean {
  return definitionOf(name).isAboutPeople && people > 0 && people < GROUP_MIN;
}

function measureOf(name: MetricName, { n, mean, p50, share = null }: Tally, { weeks }: MetricWindow): number | null {
  switch (definitionOf(name).value) {
    case "p50":
      return p50;
    case "mean":
      return mean;
    case "per-week":
      return n / weeks;
    case "count":
      return n;
    case "share":
      return share;
  }
}

function compare(
  name: MetricName,
  { tally, before, isOwn }: Pick<Measured, "tally" | "before" | "isOwn">,
  window: MetricWindow,
): MetricResult["trend"] {
  if (tally.n < JUDGED_MIN || before.n < JUDGED_MIN || (!isOwn && isTooFew(name, before))) return null;
  const value = measureOf(name, before, window);
  return value === null ? null : { before: value, n: before.n };
}

const CONNECT: Record<Source, string> = {
  deployments:
    "Connect deployments: GitHub’s deployment events with PRODUCTION_ENVIRONMENTS, or say /deploy after each one.",
  incidents: "Connect incidents: an issue with the label incident for each.",
  commits: "Connect commits: set GITHUB_TOKEN and run adjutant sync github, which reads those of each pull request.",
  "pull requests": "Connect GitHub: its webhooks, or adjutant sync github.",
  tickets: "Connect Jira or Linear, and say whose their projects are: /adjutant projects.update key:KEY team:TEAM.",
};

function describeMissing(missing: readonly Source[]): string {
  return missing.map((source) => CONNECT[source]).join(" ");
}
