import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Catalogue } from "#kernel/capability";
import { type CapabilityRoutes, createCaller, send } from "./capabilities.ts";
import { json, problem } from "./openapi-parts.ts";
import { listPublished, STATUS_OF_REFUSAL } from "./published.ts";

const CHANNEL = { type: "string", description: "The id of the channel, like C024BE91L." };

/** `POST /v1/reports/standup/post {channel, …}`: the report is announced there, with the rest as its input. */
export function registerReportPosts(server: FastifyInstance, { catalogue, invoke }: CapabilityRoutes): void {
  const call = createCaller(invoke);
  for (const { path, capability } of listReports(catalogue)) {
    server.post(`${path}/post`, async (request, reply) => {
      const { channel, ...input } = isObject(request.body) ? request.body : {};
      const outcome = await call(request, "messages.post", { channel, call: { name: capability.name, input } });
      if (outcome.status === "proposed") {
        reply.header("x-invocation-id", outcome.id);
        return reply.code(200).send({ posted: channel, approval: outcome.approval });
      }
      return send(reply, outcome, { wrap: (result) => result, refusedAs: STATUS_OF_REFUSAL.user });
    });
  }
}

export function describeReportPosts(catalogue: Catalogue): Record<string, unknown> {
  const paths = listReports(catalogue).map(({ path, capability }) => {
    const { properties = {} } = z.toJSONSchema(capability.input, { io: "input", unrepresentable: "any" });
    const body = { type: "object", required: ["channel"], properties: { channel: CHANNEL, ...properties } };
    const posted = {
      type: "object",
      required: ["posted"],
      properties: { posted: CHANNEL, approval: { type: "object" } },
    };
    const post = {
      ...{
        operationId: `${path}/post`,
        summary: `Post the report ${capability.name} to a channel.`,
        tags: ["reports"],
      },
      requestBody: { required: true, content: json(body) },
      responses: {
        200: { description: "It is on its way.", content: json(posted) },
        ...problem(400, "There is no channel."),
      },
    };
    return [`${path}/post`, { post }];
  });
  return Object.fromEntries(paths);
}

function listReports(catalogue: Catalogue) {
  return catalogue.has("messages.post") ? listPublished(catalogue).filter(({ under }) => under === "report") : [];
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}
