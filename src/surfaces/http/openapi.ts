import { z } from "zod";
import { type Capability, type Catalogue, isEffect } from "#kernel/capability";
import { describeApprovalFigures } from "./approval-figures.ts";
import { describeApprovals } from "./approvals-openapi.ts";
import { describeMetricRoutes } from "./metric-openapi.ts";
import { json, problem } from "./openapi-parts.ts";
import { listPublished, type Published, STATUS_OF_REFUSAL, wrapSchema } from "./published.ts";
import { describeReportPosts } from "./report-posts.ts";
import { describeSlackWords } from "./slack-words-openapi.ts";

const PROBLEM = {
  type: "object",
  required: ["detail"],
  properties: {
    detail: { type: "string", description: "What is wrong and how to mend it." },
    issues: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const ANYBODY: unknown[] = [];

/**
 * The OpenAPI 3.1 document of every path there is: the catalogue, from the schemas its capabilities validate with, the
 * published paths, and the webhooks of `sources`.
 */
export function describeApi(catalogue: Catalogue, sources: readonly string[]): Record<string, unknown> {
  const capabilities = [...catalogue.values()].map((capability) => [
    `/v1/capabilities/${capability.name}`,
    { post: describeCapability(capability) },
  ]);
  const published = listPublished(catalogue).map((one) => [one.path, { post: describePublished(one) }]);
  const webhooks = sources.map((source) => [`/webhooks/${source}`, { post: describeWebhook(source) }]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Adjutant",
      version: "1",
      description:
        "Everything Adjutant can do. Each call is one invocation, validated, authorised and audited like any other.",
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: { Problem: PROBLEM },
    },
    security: [{ key: [] }],
    paths: {
      ...Object.fromEntries([...published, ...capabilities, ...webhooks]),
      ...describeApprovals(catalogue),
      ...describeSlackWords(),
      ...describeApprovalFigures(),
      ...describeMetricRoutes(catalogue),
      ...describeReportPosts(catalogue),
      ...MACHINERY,
    },
  };
}

function describeCapability(capability: Capability) {
  return describeCall({ path: capability.name, capability, refusedAs: STATUS_OF_REFUSAL.user });
}

function describePublished(published: Published) {
  const { summary, tags, ...call } = describeCall(published);
  return { ...call, summary: `${summary} The same as the capability ${published.capability.name}.`, tags };
}

function describeCall({ path, capability, refusedAs, ...published }: Published) {
  const { name, summary, risk, input, result } = capability;
  const answer = wrapSchema(published, z.toJSONSchema(result, { unrepresentable: "any" }));
  return {
    operationId: path,
    summary,
    tags: [name.split(".")[0]],
    "x-risk": risk,
    requestBody: { content: json(z.toJSONSchema(input, { io: "input", unrepresentable: "any" })) },
    responses: {
      200: { description: "Done.", content: json(answer) },
      ...(isEffect(capability) && {
        202: { description: "Proposed: it waits for a person's word.", content: json({ type: "object" }) },
      }),
      ...problem(refusedAs, "It cannot be done as asked."),
      ...problem(400, published.needs?.detail ?? "The input is not valid."),
      ...problem(401, "The API key is missing or wrong."),
      ...problem(403, "Not allowed, or in need of approval."),
      ...problem(503, "Something it depends on is away."),
    },
  };
}

function describeWebhook(source: string) {
  const kept = { type: "object", properties: { status: { enum: ["ok", "duplicate"] }, id: { type: "string" } } };
  return {
    operationId: `webhooks.${source}`,
    summary: `Deliveries of ${source}, signed as it signs them.`,
    tags: ["webhooks"],
    security: ANYBODY,
    requestBody: { required: true, content: json({ type: "object" }) },
    responses: {
      200: { description: "Kept, or kept before.", content: json(kept) },
      ...problem(400, "It is no delivery."),
      ...problem(401, "The signature is missing or wrong."),
      ...problem(503, "It cannot be kept at the moment; send it again."),
    },
  };
}

const CHECKS = {
  type: "object",
  required: ["status", "checks"],
  properties: {
    status: { enum: ["ready", "degraded", "not ready"] },
    checks: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "ok", "vital", "detail", "latency_ms"],
        properties: {
          name: { type: "string" },
          ok: { type: "boolean" },
          vital: { type: "boolean", description: "Whether the process can do nothing without it." },
          detail: { type: "string" },
          latency_ms: { type: "number" },
        },
      },
    },
  },
};

/** What is for machines that watch over this one. */
const MACHINERY = {
  "/v1/capabilities": {
    get: {
      operationId: "capabilities",
      summary: "The names of everything Adjutant can do.",
      tags: ["capabilities"],
      responses: { 200: { description: "All of them.", content: json({ type: "object" }) } },
    },
  },
  "/health": {
    get: watched("health", "Whether the process is alive.", {
      200: { description: "It is.", content: json({ type: "object", properties: { status: { const: "ok" } } }) },
    }),
  },
  "/health/ready": {
    get: watched("ready", "Whether it can do its work, with each thing it depends on.", {
      200: { description: "Ready, or degraded: some of it has to wait.", content: json(CHECKS) },
      503: { description: "Nothing can be done until this is mended.", content: json(CHECKS) },
    }),
  },
  "/metrics": {
    get: watched("metrics", "Every series, for Prometheus.", {
      200: { description: "In its text format.", content: { "text/plain": { schema: { type: "string" } } } },
    }),
  },
};

function watched(operationId: string, summary: string, responses: Record<number, unknown>) {
  return { operationId, summary, tags: ["health"], security: ANYBODY, responses };
}
