import type { FastifyInstance } from "fastify";
import { type Check, runCheck } from "#lib/check";

const PROBE_MS_MAX = 3_000;

/** `/health`: the process is alive. `/health/ready`: it can do its work, with each thing it depends on. */
export function registerHealth(server: FastifyInstance, checks: readonly Check[]): void {
  server.get("/health", async () => ({ status: "ok" }));
  server.get("/health/ready", async (_request, reply) => {
    const results = await Promise.all(checks.map((check) => runCheck(check, PROBE_MS_MAX)));
    const isReady = results.every(({ ok }) => ok);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", checks: results });
  });
}
