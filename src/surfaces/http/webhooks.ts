import type { FastifyInstance } from "fastify";
import type { WebhookAnswer, WebhookIntake } from "#kernel/ports/webhooks";
import type { Metrics } from "#lib/metrics";
import { isForwarded } from "./access.ts";

const STATUS = { ok: 200, duplicate: 200, unsigned: 401, invalid: 400 } as const;

/** `POST /webhooks/SOURCE`: the body reaches the intake as the bytes that were signed. */
export function registerWebhooks(
  server: FastifyInstance,
  intakes: WebhookIntake[],
  { isLocalMode, metrics }: { isLocalMode: boolean; metrics: Metrics },
): void {
  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => parsed(null, body));
    for (const intake of intakes) {
      const options = { bodyLimit: intake.bodyBytesMax, config: { rateLimit: false } };
      scope.post(`/webhooks/${intake.source}`, options, async (request, reply) => {
        const startedAt = performance.now();
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const isTrusted = isLocalMode && !isForwarded(request.headers);
        const answer = await intake.accept({ raw, headers: request.headers, isTrusted });
        metrics.count("webhooks_total", { source: intake.source, answer: answer.status });
        metrics.observe("webhook_seconds", (performance.now() - startedAt) / 1_000, { source: intake.source });
        return reply.code(STATUS[answer.status]).send(toBody(answer));
      });
    }
    done();
  });
}

function toBody(answer: WebhookAnswer) {
  return "id" in answer ? { status: answer.status, id: answer.id } : { detail: answer.detail };
}
