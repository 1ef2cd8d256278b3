import type { FastifyInstance, FastifyReply } from "fastify";
import type { Catalogue } from "#kernel/capability";
import type { Actor, Outcome } from "#kernel/invocation";
import type { Invoke } from "#kernel/invoke";
import { toProblem } from "../problem.ts";
import { type AccessOptions, checkAccess } from "./access.ts";
import { explainMissing, listPublished, STATUS_OF_REFUSAL, wrapResult } from "./published.ts";

declare module "fastify" {
  interface FastifyRequest {
    actor: Actor | null;
  }
}

export interface CapabilityRoutes {
  catalogue: Catalogue;
  invoke: Invoke;
  access: AccessOptions;
}

/** `POST /v1/capabilities/NAME`: JSON in, the capability's result out. And the published paths that stand for one. */
export function registerCapabilities(server: FastifyInstance, { catalogue, invoke, access }: CapabilityRoutes): void {
  const published = listPublished(catalogue);
  const paths = new Set(published.map(({ path }) => path));
  server.decorateRequest("actor", null);
  server.addHook("onRequest", async (request, reply) => {
    // The route that was found, not the address as it was written: that may be encoded.
    const { url } = request.routeOptions;
    if (url === undefined || !(url.startsWith("/v1/") || paths.has(url))) return;
    const allowed = checkAccess(access, request.headers);
    if ("actor" in allowed) request.actor = allowed.actor;
    else await reply.code(allowed.status).send({ detail: allowed.detail });
  });

  const call = createCaller(invoke);
  server.get("/v1/capabilities", async () => ({
    capabilities: [...catalogue.values()].map(({ name, summary, risk, command }) => ({ name, summary, risk, command })),
  }));

  server.post<{ Params: { name: string } }>("/v1/capabilities/:name", async (request, reply) => {
    return send(reply, await call(request, request.params.name, request.body));
  });

  for (const one of published) {
    const { path, capability, refusedAs, bodyBytesMax } = one;
    server.post(path, { ...(bodyBytesMax !== undefined && { bodyLimit: bodyBytesMax }) }, async (request, reply) => {
      const outcome = await call(request, capability.name, request.body);
      const missing = outcome.status === "refused" ? explainMissing(one, request.body) : undefined;
      if (missing !== undefined) return reply.code(STATUS_OF_REFUSAL.invalid).send({ detail: missing });
      return send(reply, outcome, { wrap: (result) => wrapResult(one, result), refusedAs });
    });
  }
}

export type Caller = ReturnType<typeof createCaller>;

/** Invokes in the name of whoever passed the door. */
export function createCaller(invoke: Invoke) {
  return async function call(request: { actor: Actor | null }, name: string, input: unknown): Promise<Outcome> {
    if (!request.actor) throw new Error("A route of the API was reached without passing its door.");
    return invoke({ name, input, actor: request.actor, origin: { surface: "http" } });
  };
}

interface Manner {
  wrap(result: unknown): unknown;
  /** The status of a call that cannot be done as asked. */
  refusedAs: number;
}

const PLAIN: Manner = { wrap: (result) => result, refusedAs: STATUS_OF_REFUSAL.user };

export function send(reply: FastifyReply, outcome: Outcome, { wrap, refusedAs } = PLAIN): FastifyReply {
  reply.header("x-invocation-id", outcome.id);
  switch (outcome.status) {
    case "done":
      return reply.code(200).send(wrap(outcome.result));
    case "proposed":
      return reply.code(202).send({ approval: outcome.approval });
    case "refused":
      return reply.code(outcome.code === "user" ? refusedAs : STATUS_OF_REFUSAL[outcome.code]).send(toProblem(outcome));
    case "unavailable":
      return reply.code(503).header("retry-after", "60").send(toProblem(outcome));
    case "failed":
      return reply.code(500).send(toProblem(outcome));
  }
}
