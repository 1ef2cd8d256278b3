import type { FastifyInstance } from "fastify";

export interface Check {
  name: string;
  /** Resolves with a word on the state; throws with what is wrong and how to mend it. */
  probe(): Promise<string>;
}

export interface CheckResult {
  name: string;
  ok: boolean;
  detail: string;
  latency_ms: number;
}

const PROBE_MS_MAX = 3_000;

/** `/health`: the process is alive. `/health/ready`: it can do its work, with each thing it depends on. */
export function registerHealth(server: FastifyInstance, checks: Check[]): void {
  server.get("/health", async () => ({ status: "ok" }));
  server.get("/health/ready", async (_request, reply) => {
    const results = await Promise.all(checks.map(runCheck));
    const isReady = results.every(({ ok }) => ok);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", checks: results });
  });
}

export async function runCheck({ name, probe }: Check): Promise<CheckResult> {
  const startedAt = performance.now();
  const took = () => Math.round((performance.now() - startedAt) * 10) / 10;
  try {
    const detail = await Promise.race([probe(), late()]);
    return { name, ok: true, detail, latency_ms: took() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error), latency_ms: took() };
  }
}

function late(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`No answer within ${PROBE_MS_MAX} ms.`)), PROBE_MS_MAX).unref();
  });
}
