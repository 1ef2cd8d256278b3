import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { PublishedMetrics } from "./metrics.ts";
import { json } from "./openapi-parts.ts";

const MS = 1_000;

const ApprovalFigures = z.object({
  approval_latency_ms: z.number().nullable().describe("From a proposal to its decision, on average; null without any."),
  approval_override_rate: z
    .number()
    .nullable()
    .describe("Of what was decided or changed, the share that somebody changed first; null without any."),
  auto_vs_hitl_counts: z
    .object({ auto: z.number(), hitl: z.number() })
    .describe("Effects begun because the policy let them, and because a person agreed."),
});
type ApprovalFigures = z.output<typeof ApprovalFigures>;

/** The series of approvals as JSON, for those who do not read Prometheus. They count from the start of the process. */
export function registerApprovalFigures(server: FastifyInstance, metrics: PublishedMetrics): void {
  server.get("/v1/metrics/approvals", async (): Promise<ApprovalFigures> => {
    const [waited, decided, changed, auto, hitl] = await Promise.all([
      metrics.total("approvals_latency_seconds_sum"),
      metrics.total("approvals_latency_seconds_count"),
      metrics.total("approvals_override_total"),
      metrics.total("workflows_auto_vs_hitl_total", { mode: "auto" }),
      metrics.total("workflows_auto_vs_hitl_total", { mode: "hitl" }),
    ]);
    return {
      approval_latency_ms: decided === 0 ? null : Math.round((waited / decided) * MS),
      // What is changed is counted among the decided, too: it gave way to what it was changed to.
      approval_override_rate: decided === 0 ? null : changed / decided,
      auto_vs_hitl_counts: { auto, hitl },
    };
  });
}

export function describeApprovalFigures(): Record<string, unknown> {
  return {
    "/v1/metrics/approvals": {
      get: {
        operationId: "metrics.approvals",
        summary: "How long decisions take, how often they change what was proposed, and what happens by itself.",
        tags: ["metrics"],
        responses: { 200: { description: "Since the process began.", content: json(z.toJSONSchema(ApprovalFigures)) } },
      },
    },
  };
}
