import { z } from "zod";
import type { Catalogue } from "#kernel/capability";
import { METRIC_ROUTES } from "./metric-routes.ts";
import { json, problem } from "./openapi-parts.ts";

interface Shape {
  properties?: Record<string, { description?: string }>;
}

export function describeMetricRoutes(catalogue: Catalogue): Record<string, unknown> {
  const routes = METRIC_ROUTES.flatMap(({ path, name, input, summary }) => {
    const capability = catalogue.get(name);
    if (!capability) return [];
    const { properties = {} } = z.toJSONSchema(capability.input, { io: "input", unrepresentable: "any" }) as Shape;
    const fields = Object.entries(properties).filter(([field]) => !(field in input));
    const parameters = fields.map(([field, schema]) => ({
      ...{ name: field, in: "query", required: false, description: schema.description, schema },
    }));
    const get = {
      ...{ operationId: path, summary, tags: ["metrics"], parameters },
      responses: {
        200: { description: "As it stands.", content: json({}) },
        ...problem(422, "It cannot be measured."),
      },
    };
    return [[path, { get }]];
  });
  return Object.fromEntries(routes);
}
