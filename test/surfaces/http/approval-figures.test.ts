import Fastify from "fastify";
import { expect, it } from "vitest";
import { registerApprovalFigures } from "#surfaces/http/approval-figures";
import { createMetrics } from "#surfaces/http/metrics";

async function open() {
  const metrics = createMetrics();
  const server = Fastify();
  registerApprovalFigures(server, metrics);
  return { metrics, read: async () => (await server.inject("/v1/metrics/approvals")).json() };
}

it("says how long decisions took, how often they changed something, and what happened by itself", async () => {
  const { metrics, read } = await open();
  for (const seconds of [60, 120, 180, 240]) metrics.observe("approvals_latency_seconds", seconds);
  metrics.count("approvals_override_total", { from: "medium", to: "low" });
  for (const mode of ["auto", "hitl", "hitl"]) metrics.count("workflows_auto_vs_hitl_total", { mode });
  expect(await read()).toEqual({
    ...{ approval_latency_ms: 150_000, approval_override_rate: 0.25, auto_vs_hitl_counts: { auto: 1, hitl: 2 } },
  });
});

it("has no data where nothing was decided, and never a 0 in its place", async () => {
  const { read } = await open();
  expect(await read()).toEqual({
    ...{ approval_latency_ms: null, approval_override_rate: null, auto_vs_hitl_counts: { auto: 0, hitl: 0 } },
  });
});
