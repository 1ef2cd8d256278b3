import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Log } from "#kernel/context";
import type { WebhookIntake } from "#kernel/ports/webhooks";
import type { Check } from "#lib/check";
import { registerApprovalFigures } from "./approval-figures.ts";
import { registerApprovals } from "./approvals.ts";
import { type CapabilityRoutes, registerCapabilities } from "./capabilities.ts";
import { registerDashboard } from "./dashboard.ts";
import { registerHealth } from "./health.ts";
import { registerMetrics } from "./metric-routes.ts";
import type { PublishedMetrics } from "./metrics.ts";
import { describeApi } from "./openapi.ts";
import { registerReportPosts } from "./report-posts.ts";
import { registerSlackWords } from "./slack-words.ts";
import { registerWebhooks } from "./webhooks.ts";

const BODY_BYTES_MAX = 1_000_000;
const REQUESTS_PER_MINUTE = 600;
const REQUEST_MS_MAX = 60_000;

export interface HttpOptions extends CapabilityRoutes {
  intakes: WebhookIntake[];
  checks: Check[];
  metrics: PublishedMetrics;
  /** Brings up to date what is counted only when somebody looks. */
  measure(): Promise<void>;
  log: Log;
}

/** The whole HTTP surface, derived from the catalogue; not listening yet. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { catalogue, intakes, metrics, measure } = options;
  const server = Fastify({ bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_MS_MAX, forceCloseConnections: true });
  const document = describeApi(
    catalogue,
    intakes.map(({ source }) => source),
  );
  await server.register(helmet, { global: true });
  await server.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: "1 minute" });
  await server.register(swagger, { mode: "static", specification: { document: document as never } });
  await server.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });

  acceptEmptyBodies(server);
  answerErrors(server, options.log);
  registerCapabilities(server, options);
  registerApprovals(server, options);
  registerSlackWords(server, options);
  registerApprovalFigures(server, metrics);
  registerMetrics(server, options);
  registerReportPosts(server, options);
  registerWebhooks(server, intakes, { isLocalMode: options.access.isLocalMode, metrics, log: options.log });
  registerHealth(server, options.checks);
  registerDashboard(server, options);
  server.get("/openapi.json", async () => document);
  server.get("/metrics", async (_request, reply) => {
    await measure();
    const { contentType, body } = await metrics.publish();
    return reply.header("content-type", contentType).send(body);
  });
  return server;
}

/** A call without input needs no `{}`. */
function acceptEmptyBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeContentTypeParser("application/json");
  server.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, parsed) => {
    if (body.trim() === "") parsed(null, undefined);
    else void parse(request, body, parsed);
  });
}

/** Errors of the request say what is wrong; errors of ours say nothing but that they were logged. */
function answerErrors(server: FastifyInstance, log: Log): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ detail: explain(error) });
    log.error({ error, url: request.url, reference: request.id }, "request crashed");
    return reply.code(500).send({ detail: `Something went wrong on our side. It was logged as ${request.id}.` });
  });
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ detail: `There is nothing at ${request.method} ${request.url}. See /docs.` }),
  );
}

const EXPLANATIONS: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is too large.",
  FST_ERR_CTP_INVALID_JSON_BODY: "The body is not valid JSON.",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "Send JSON, with content-type: application/json.",
};

function explain(error: FastifyError): string {
  return EXPLANATIONS[error.code] ?? error.message;
}
