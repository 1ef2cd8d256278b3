import { z } from "zod";
import type { Catalogue } from "#kernel/capability";
import { Deciding, PROPOSE_PATHS, Proposing } from "./approvals.ts";
import { json, problem } from "./openapi-parts.ts";

const TAGS = ["approvals"];
const TEXT = { type: "string" };

/** The paths by which other programs propose and decide; none where the product has no approvals. */
export function describeApprovals(catalogue: Catalogue): Record<string, unknown> {
  const shown = schemaOf(catalogue, "approvals.show");
  return {
    ...Object.fromEntries(PROPOSE_PATHS.map((path) => [path, describeProposing(path)])),
    "/v1/approvals": {
      get: {
        ...about("approvals", "What waits for a decision, and what needs a look."),
        responses: { 200: { description: "All of it.", content: json(describeList(shown)) } },
      },
    },
    "/v1/approvals/{id}": {
      get: {
        ...about("approval", "One approval, by its id or its number."),
        parameters: [ID],
        responses: { 200: { description: "As it is now.", content: json(shown) }, ...problem(404, "There is none.") },
      },
    },
    "/v1/approvals/{id}/decision": { post: describeDeciding(schemaOf(catalogue, "approvals.approve")) },
  };
}

function describeList(shown: unknown) {
  const several = { type: "array", items: shown };
  return {
    type: "object",
    required: ["approvals", "uncertain"],
    properties: {
      approvals: { ...several, description: "What waits for a decision." },
      uncertain: { ...several, description: "What was begun, and nobody can tell whether it happened." },
    },
  };
}

function describeProposing(path: string) {
  const proposed = {
    type: "object",
    required: ["action_id", "risk", "ttl"],
    properties: { action_id: TEXT, risk: TEXT, ttl: { type: "integer" }, number: { type: "integer" }, status: TEXT },
  };
  return {
    post: {
      ...about(path, "Propose something to be done; it is done when the policy or a person agrees."),
      requestBody: { required: true, content: json(toSchema(Proposing)) },
      responses: {
        202: { description: "Proposed.", content: json(proposed) },
        ...problem(404, "There is no such action."),
      },
    },
  };
}

function describeDeciding(decided: unknown) {
  return {
    ...about("decision", "Decide. It takes a person who may; an API key that stands for nobody is refused."),
    parameters: [ID],
    requestBody: { required: true, content: json(toSchema(Deciding)) },
    responses: {
      200: { description: "Decided; job_id is what carries it out.", content: json(decided) },
      ...problem(403, "Whoever calls may not decide on this."),
      ...problem(404, "There is none."),
      ...problem(409, "It is decided already; decided_by and decided_at say by whom and when."),
      ...problem(
        422,
        "The tag is missing where it is this risky, or is not of what would be done; or the payload is not valid.",
      ),
    },
  };
}

const ID = { name: "id", in: "path", required: true, schema: TEXT, description: "The id, or the number." };

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: TAGS };
}

function schemaOf(catalogue: Catalogue, name: string): unknown {
  const capability = catalogue.get(name);
  return capability ? z.toJSONSchema(capability.result, { unrepresentable: "any" }) : { type: "object" };
}

function toSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: "input" });
}
