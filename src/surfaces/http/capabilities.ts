import type { FastifyInstance, FastifyReply } from "fastify";
import type { Catalogue } from "#kernel/capability";
import type { Actor, Outcome } from "#kernel/invocation";
import type { Invoke } from "#kernel/invoke";
import { type AccessOptions, checkAccess } from "./access.ts";

declare module "fastify" {
  interface FastifyRequest {
    actor: Actor | null;
  }
}

const STATUS_OF_REFUSAL = { unknown: 404, invalid: 400, forbidden: 403, user: 422 } as const;

export interface CapabilityRoutes {
  catalogue: Catalogue;
  invoke: Invoke;
  access: AccessOptions;
}

/** `POST /v1/capabilities/NAME`: JSON in, the capability's result out. And the published paths that stand for one. */
export function registerCapabilities(server: FastifyInstance, { catalogue, invoke, access }: CapabilityRoutes): void {
  server.decorateRequest("actor", null);
  server.addHook("onRequest", async (request, reply) => {
    // The route that was found, not the address as it was written: that may be encoded.
    if (!request.routeOptions.url?.startsWith("/v1/")) return;
    const allowed = checkAccess(access, request.headers);
    if ("actor" in allowed) request.actor = allowed.actor;
    else await reply.code(allowed.status).send({ detail: allowed.detail });
  });

  async function call(request: { actor: Actor | null }, name: string, input: unknown): Promise<Outcome> {
    if (!request.actor) throw new Error("A route of the API was reached without passing its door.");
    return invoke({ name, input, actor: request.actor, origin: { surface: "http" } });
  }

  server.get("/v1/capabilities", async () => ({
    capabilities: [...catalogue.values()].map(({ name, summary, risk, command }) => ({ name, summary, risk, command })),
  }));

  server.post<{ Params: { name: string } }>("/v1/capabilities/:name", async (request, reply) => {
    const outcome = await call(request, request.params.name, request.body);
    return send(reply, outcome, (result) => result);
  });

  for (const [path, { name, wrap }] of Object.entries(PUBLISHED)) {
    server.post(path, async (request, reply) => send(reply, await call(request, name, request.body), wrap));
  }
}

/** Paths that other programs already call, each one of ours under another address. */
const PUBLISHED: Record<string, { name: string; wrap(result: unknown): unknown }> = {
  "/v1/reports/standup": { name: "standup", wrap: (report) => ({ report }) },
  "/v1/reports/triage": { name: "triage", wrap: (report) => ({ report }) },
  "/v1/signals/evaluate": { name: "signals.evaluate", wrap: (result) => result },
};

function send(reply: FastifyReply, outcome: Outcome, wrap: (result: unknown) => unknown): FastifyReply {
  reply.header("x-invocation-id", outcome.id);
  switch (outcome.status) {
    case "done":
      return reply.code(200).send(wrap(outcome.result));
    case "refused":
      return reply
        .code(STATUS_OF_REFUSAL[outcome.code])
        .send({ detail: outcome.message, ...(outcome.issues && { issues: outcome.issues }) });
    case "unavailable":
      return reply.code(503).header("retry-after", "60").send({ detail: outcome.message });
    case "failed":
      return reply.code(500).send({ detail: outcome.message });
  }
}
