import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { METRIC_NAMES } from "#domain/metrics/definitions";
import type { Actor, Outcome } from "#kernel/invocation";
import { type CapabilityRoutes, createCaller, send } from "./capabilities.ts";
import { STATUS_OF_REFUSAL } from "./published.ts";

/** So many rows and days those expect at most who have always asked for them. */
const ROWS_MAX = 200;
const DORA = ["lead_time", "deployment_frequency", "change_fail_rate", "recovery_time", "rework_rate"];

interface Evidence {
  rows: { subject: string; url: string; value: number | null; included: boolean }[];
}

interface Days {
  days: { day: string; n: number; mean: number | null }[];
}

interface Report {
  metrics: unknown[];
}

/** A path, the invocation that it stands for, and what of its result is answered. */
export interface MetricRoute {
  path: string;
  summary: string;
  name: string;
  input: Record<string, unknown>;
  pick(result: unknown): unknown;
}

export const METRIC_ROUTES: MetricRoute[] = [
  listed("/v1/metrics/dora/lead-time", "lead_time", "lead_time_hours"),
  listed("/v1/metrics/dora/mttr", "time_to_restore", "mttr_hours"),
  daily("/v1/metrics/dora/deployment-frequency", "deployment_frequency", ({ day, n }) => ({ day, deployments: n })),
  daily("/v1/metrics/dora/change-fail-rate", "change_fail_rate", ({ day, mean }) => ({ day, change_fail_rate: mean })),
  { ...shown("/v1/metrics/dora", DORA), summary: "The five DORA metrics.", pick: (result) => result },
  shown("/v1/metrics/dora/rework-rate", ["rework_rate"]),
  shown("/v1/metrics/dora/recovery", ["recovery_time"]),
  ...METRIC_NAMES.map((name) => shown(`/v1/metrics/${name.replaceAll("_", "-")}`, [name])),
  {
    path: "/v1/metrics/quotas",
    summary: "What was posted and searched today, and how much may be.",
    name: "metrics.quotas",
    input: {},
    pick: (result) => result,
  },
];

/** `GET` with `of`, `weeks` and `as_of` in the address: each an invocation like any other. */
export function registerMetrics(server: FastifyInstance, { catalogue, invoke }: CapabilityRoutes): void {
  const call = createCaller(invoke);
  for (const { path, name, input, pick } of METRIC_ROUTES) {
    if (!catalogue.has(name)) continue;
    server.get(path, async (request: FastifyRequest & { actor: Actor | null }, reply: FastifyReply) => {
      const outcome: Outcome = await call(request, name, { ...(request.query as object), ...input });
      return send(reply, outcome, { wrap: pick, refusedAs: STATUS_OF_REFUSAL.user });
    });
  }
}

/** The rows that count, the greatest first. */
function listed(path: string, metric: string, field: string): MetricRoute {
  return {
    ...{ path, name: "metrics.evidence", input: { metric, limit: ROWS_MAX } },
    summary: `What ${metric} is made of, the longest first: delivery_id, ${field}, subject and url.`,
    pick: (result) =>
      (result as Evidence).rows
        .filter(({ included }) => included)
        .map(({ subject, url, value }) => ({ delivery_id: subject, [field]: value, subject, url })),
  };
}

function daily(path: string, metric: string, toRow: (day: Days["days"][number]) => object): MetricRoute {
  return {
    ...{ path, name: "metrics.days", input: { metric } },
    summary: `${metric} by local days, the newest first.`,
    pick: (result) => (result as Days).days.map(toRow),
  };
}

/** One metric stands by itself. */
function shown(path: string, names: readonly string[]): MetricRoute {
  return {
    ...{ path, name: "metrics.show", input: { names } },
    summary: `${names.join(", ")} of a team or a service.`,
    pick: (result) => (result as Report).metrics[0],
  };
}
