import { z } from "zod";
import type { Capability, Catalogue } from "#kernel/capability";

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

/** The OpenAPI 3.1 document of everything in the catalogue, made from the schemas the capabilities validate with. */
export function describeApi(catalogue: Catalogue): Record<string, unknown> {
  const paths = [...catalogue.values()].map((capability) => [
    `/v1/capabilities/${capability.name}`,
    { post: describeCapability(capability) },
  ]);
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
    paths: Object.fromEntries(paths),
  };
}

function describeCapability({ name, summary, risk, input, result }: Capability) {
  return {
    operationId: name,
    summary,
    tags: [name.split(".")[0]],
    "x-risk": risk,
    requestBody: { content: json(z.toJSONSchema(input, { io: "input", unrepresentable: "any" })) },
    responses: {
      200: { description: "Done.", content: json(z.toJSONSchema(result, { unrepresentable: "any" })) },
      ...problem(400, "The input is not valid."),
      ...problem(401, "The API key is missing or wrong."),
      ...problem(403, "Not allowed, or in need of approval."),
      ...problem(422, "It cannot be done as asked."),
      ...problem(503, "Something it depends on is away."),
    },
  };
}

function problem(status: number, description: string) {
  return { [status]: { description, content: json({ $ref: "#/components/schemas/Problem" }) } };
}

function json(schema: unknown) {
  return { "application/json": { schema } };
}
