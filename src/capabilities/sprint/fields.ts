import { z } from "zod";
import { MetricStatus } from "#domain/metrics/result";
import { AsOfField, TeamField } from "#domain/report-fields";
import { ReportHeader } from "#domain/report-header";
import { SPRINT_STATES } from "#domain/sprints/verdict";

const DAYS_DEFAULT = 14;
const DAYS_MAX = 366;

export const SprintInput = {
  team: TeamField,
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(DAYS_MAX)
    .default(DAYS_DEFAULT)
    .describe("Over how many days deployments and work in progress are counted."),
  sprint: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ isNamed: true })
    .describe("The name or id of a sprint; the running one when left out."),
  as_of: AsOfField,
};

const Count = z.number().nullable();
const Ticket = z.object({ subject: z.string(), title: z.string(), url: z.string(), points: Count });
const Amounts = z.object({
  ...{ committed: z.number(), added: z.number(), re_estimated: z.number(), removed: z.number() },
  ...{ dropped: z.number(), completed: z.number(), left: z.number() },
});
const Spread = z.object({ median: Count, low: Count, high: Count, n: z.number() });
const Past = z.object({
  ...{ name: z.string(), completed_at: z.string().nullable(), committed: z.number(), completed: z.number() },
  ...{ predictability: Count, kept: Count },
});
const Delta = z.object({ now: Count, before: Count });

/** Everything that sprint health says. Null means that nobody measured it. */
export const SprintReport = ReportHeader.extend({
  window_days: z.number(),
  total_deploys: Count,
  /** By the days of the window, those without any included. */
  avg_daily_deploys: Count,
  /** Of all deployments of the window together. */
  avg_change_fail_rate: Count,
  latest_wip: Count,
  avg_wip: Count,
  wip_limit: Count,
  state: z.enum(SPRINT_STATES),
  /** The rule that decided, in words and numbers. */
  state_rule: z.string(),
  sprint: z
    .object({
      ...{ id: z.string(), name: z.string(), goal: z.string(), is_running: z.boolean() },
      ...{ started_at: z.string(), ends_at: z.string().nullable(), completed_at: z.string().nullable() },
      ...{ working_days_left: Count, elapsed: Count, done_share: Count },
      /** Others that run at the same time. */
      beside: z.array(z.string()),
    })
    .nullable(),
  points: Amounts.nullable(),
  counts: Amounts.extend({ unestimated: z.number() }).nullable(),
  scope_change: z
    .object({ ratio: Count, added: z.array(Ticket), removed: z.array(Ticket), dropped: z.array(Ticket) })
    .nullable(),
  burndown: z.array(z.object({ date: z.string(), remaining: Count, ideal: Count, scope: Count })).nullable(),
  /** Either the figures or why there are none. */
  forecast: z.object({
    by_end: z.object({ p50: z.number(), p85: z.number() }).nullable(),
    /** Local days; null beyond a year of working days. */
    rest_done: z.object({ p50: z.string().nullable(), p85: z.string().nullable() }).nullable(),
    reason: z.string().nullable(),
  }),
  carry_over_risk: z.array(Ticket.extend({ reasons: z.array(z.string()) })).nullable(),
  carry_over_risk_total: Count,
  aging_wip: z.array(Ticket.extend({ days: z.number(), is_old: z.boolean(), is_blocked: z.boolean() })).nullable(),
  /** From how many days on a ticket in progress is old, and from how many finished ones that is known. */
  aging_limit: z.object({ days: z.number(), n: z.number() }).nullable(),
  delivery: z.array(
    z.object({
      ...{ name: z.string(), label: z.string(), value: Count, unit: z.string(), n: z.number(), status: MetricStatus },
      ...{ before: Count, hint: z.string().nullable() },
    }),
  ),
  velocity: Spread.extend({ sprints: z.array(Past) }).nullable(),
  predictability: Spread.nullable(),
  /** Days on which members are away until the planned end, of all of them together; null for few people or no end. */
  capacity: z.object({ people: z.number(), away_days: z.number(), working_days_left: z.number() }).nullable(),
  risks: z.array(z.string()),
  /** Against the same number of days before. */
  deltas: z.object({ total_deploys: Delta, avg_change_fail_rate: Delta, avg_wip: Delta }),
});
export type SprintReport = z.output<typeof SprintReport>;
