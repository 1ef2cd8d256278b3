import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { TAG } from "#domain/trust/approval";
import { effectKey } from "#domain/trust/jobs";
import { findEffect } from "#kernel/capability";
import type { Outcome } from "#kernel/invocation";
import { toProblem } from "../problem.ts";
import { readBody } from "./body.ts";
import { type Caller, type CapabilityRoutes, createCaller, send } from "./capabilities.ts";

export const Proposing = z.strictObject({
  name: z.string().min(1).max(100).describe("What is to be done, like pr.comment."),
  input: z.record(z.string(), z.unknown()).default({}).describe("Its input."),
});

export const Deciding = z.strictObject({
  decision: z.enum(["approve", "decline", "modify"]).describe("approve, decline or modify."),
  reason: z.string().max(500).optional().describe("Why."),
  payload: z.record(z.string(), z.unknown()).optional().describe("The whole new input, for modify."),
  tag: z
    .string()
    .regex(TAG)
    .optional()
    .describe("The first 16 signs of the payload_hash that was read: what is risky is decided with it alone."),
});

/** Where proposals are made. */
export const PROPOSE_PATHS = ["/v1/actions/propose", "/v1/approvals/propose"] as const;

const Decided = z.looseObject({
  id: z.string(),
  status: z.string(),
  is_decided: z.boolean().optional(),
  decided_by: z.string().nullable(),
  decided_at: z.string().nullable(),
});
const Listed = z.looseObject({ others: z.array(z.unknown()), uncertain: z.array(z.unknown()) });

/** Proposals as other programs make and decide them: each of these paths stands for capabilities. */
export function registerApprovals(server: FastifyInstance, { catalogue, invoke }: CapabilityRoutes): void {
  const call = createCaller(invoke);
  for (const path of PROPOSE_PATHS) {
    server.post(path, async (request, reply) => {
      const body = readBody(Proposing, request.body, reply);
      if (!body) return reply;
      if (!findEffect(catalogue, body.name)) {
        return reply.code(404).send({ detail: `There is no action “${body.name}”. See /docs.` });
      }
      return sendProposed(reply, await call(request, body.name, body.input));
    });
  }
  server.get("/v1/approvals", async (request, reply) => {
    const outcome = await call(request, "approvals.list", { of: "all" });
    return send(reply, outcome, {
      wrap(result) {
        const { others, uncertain } = Listed.parse(result);
        return { approvals: others, uncertain };
      },
      refusedAs: 422,
    });
  });
  server.get<ById>("/v1/approvals/:id", async (request, reply) => {
    const outcome = await call(request, "approvals.show", { approval: request.params.id, whole: true });
    return send(reply, outcome, { wrap: (result) => result, refusedAs: 404 });
  });
  server.post<ById>("/v1/approvals/:id/decision", async (request, reply) => {
    const body = readBody(Deciding, request.body, reply);
    return body ? decide(call, { request, reply }, body) : reply;
  });
}

interface ById {
  Params: { id: string };
}

interface Exchange {
  request: FastifyRequest<ById>;
  reply: FastifyReply;
}

function sendProposed(reply: FastifyReply, outcome: Outcome): FastifyReply {
  if (outcome.status !== "proposed") return send(reply, outcome);
  const { id, ...rest } = outcome.approval;
  return reply
    .code(202)
    .header("x-invocation-id", outcome.id)
    .send({ action_id: id, ...rest });
}

async function decide(call: Caller, exchange: Exchange, body: z.output<typeof Deciding>): Promise<FastifyReply> {
  const { request, reply } = exchange;
  const { decision, reason, payload = {}, tag } = body;
  const words = decision === "modify" ? { payload } : { ...(reason !== undefined && { reason }) };
  const input = { approval: request.params.id, ...words, ...(tag !== undefined && { tag }) };
  const outcome = await call(request, `approvals.${decision}`, input);
  if (outcome.status === "refused" && outcome.code === "user") return explain(call, exchange, outcome);
  if (outcome.status !== "done") return send(reply, outcome);
  const { is_decided = true, ...decided } = Decided.parse(outcome.result);
  if (!is_decided) return reply.code(422).send({ detail: UNSEEN });
  const job_id = decided.status === "approved" ? effectKey(decided.id) : null;
  return send(reply, outcome, { wrap: () => ({ ...decided, job_id }), refusedAs: 422 });
}

const UNSEEN =
  "What is this risky is decided by whoever has seen it: send the first 16 signs of its payload_hash as its tag.";

/** Not there, decided already, or not to be decided like this; what is not for whoever calls says so itself. */
async function explain(
  call: Caller,
  { request, reply }: Exchange,
  refused: Extract<Outcome, { status: "refused" }>,
): Promise<FastifyReply> {
  const shown = await call(request, "approvals.show", { approval: request.params.id });
  if (shown.status !== "done") return send(reply, shown, { wrap: (result) => result, refusedAs: 404 });
  const { status, decided_by, decided_at } = Decided.parse(shown.result);
  if (status === "pending") return send(reply, refused);
  return reply.code(409).send({ ...toProblem(refused), status, decided_by, decided_at });
}
