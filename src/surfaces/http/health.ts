import type { FastifyInstance } from "fastify";
import { type Check, type CheckResult, runCheck } from "#lib/check";

const PROBE_MS_MAX = 3_000;

/**
 * `/health`: the process is alive. `/health/ready`: it can do its work, with each thing it depends on. What it can do
 * without for a while degrades it, and does not take it out of service.
 */
export function registerHealth(server: FastifyInstance, checks: readonly Check[]): void {
  server.get("/health", async () => ({ status: "ok" }));
  server.get("/health/ready", async (_request, reply) => {
    const results = await Promise.all(checks.map((check) => runCheck(check, PROBE_MS_MAX)));
    const status = summarise(results);
    return reply.code(status === "not ready" ? 503 : 200).send({ status, checks: results });
  });
}

function summarise(results: readonly CheckResult[]): "ready" | "degraded" | "not ready" {
  const failed = results.filter(({ ok }) => !ok);
  if (failed.some(({ vital }) => vital)) return "not ready";
  return failed.length > 0 ? "degraded" : "ready";
}
