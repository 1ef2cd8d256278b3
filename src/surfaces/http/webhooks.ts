import type { FastifyInstance } from "fastify";
import type { Log } from "#kernel/context";
import { outageIn } from "#kernel/errors";
import type { WebhookAnswer, WebhookIntake } from "#kernel/ports/webhooks";
import type { Metrics } from "#lib/metrics";
import { isFromHere } from "./access.ts";

const STATUS = { ok: 200, duplicate: 200, unsigned: 401, invalid: 400, unavailable: 503 } as const;

/** `POST /webhooks/SOURCE`: the body reaches the intake as the bytes that were signed. */
export function registerWebhooks(
  server: FastifyInstance,
  intakes: WebhookIntake[],
  { isLocalMode, metrics, log }: { isLocalMode: boolean; metrics: Metrics; log: Log },
): void {
  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => parsed(null, body));
    for (const intake of intakes) {
      const options = { bodyLimit: intake.bodyBytesMax, config: { rateLimit: false } };
      scope.post(`/webhooks/${intake.source}`, options, async (request, reply) => {
        const startedAt = performance.now();
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const isTrusted = isLocalMode && isFromHere(request.headers);
        const delivery = { raw, headers: request.headers, isTrusted };
        const answer = await intake.accept(delivery).catch((error) => notStored(error, log));
        metrics.count("webhooks_total", { source: intake.source, answer: answer.status });
        metrics.observe("webhook_seconds", (performance.now() - startedAt) / 1_000, { source: intake.source });
        return reply.code(STATUS[answer.status]).send(toBody(answer));
      });
    }
    done();
  });
}

/** Whoever sends again later loses nothing, whatever it was that kept us from storing. */
function notStored(error: unknown, log: Log) {
  if (!outageIn(error)) log.error({ error }, "webhook not stored");
  return { status: "unavailable", detail: "Nothing can be stored at the moment. Send it again later." } as const;
}

function toBody(answer: WebhookAnswer | ReturnType<typeof notStored>) {
  return "id" in answer ? { status: answer.status, id: answer.id } : { detail: answer.detail };
}
