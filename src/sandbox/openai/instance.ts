type Schema = Record<string, unknown>;

const DEPTH_MAX = 20;

/** The plainest value that a JSON Schema allows, for a model that was told nothing better to say. */
export function toInstance(schema: unknown, depth = 0): unknown {
  if (!isSchema(schema) || depth > DEPTH_MAX) return null;
  const [choice] = listOf(schema["anyOf"] ?? schema["oneOf"] ?? schema["enum"]);
  if (schema["const"] !== undefined) return schema["const"];
  if (schema["enum"] !== undefined) return choice;
  if (choice !== undefined) return toInstance(choice, depth + 1);
  switch (listOf(schema["type"])[0] ?? schema["type"]) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema["properties"] ?? {}).map(([name, inner]) => [name, toInstance(inner, depth + 1)]),
      );
    case "array":
      return [];
    case "string":
      return "As the sources say.";
    case "number":
    case "integer":
      return 1;
    case "boolean":
      return true;
    default:
      return null;
  }
}

/** What a strict server finds wrong with a schema; undefined where it takes it. */
export function faultInSchema(schema: unknown, path = "()"): string | undefined {
  if (!isSchema(schema)) return undefined;
  const alien = Object.keys(schema).find((key) => !KEYWORDS.has(key));
  if (alien) return `In context=${path}, '${alien}' is not permitted.`;
  const properties = isSchema(schema["properties"]) ? schema["properties"] : undefined;
  if (schema["type"] === "object" && schema["additionalProperties"] !== false)
    return `In context=${path}, 'additionalProperties' is required to be supplied and to be false.`;
  const required = listOf(schema["required"]);
  const missing = Object.keys(properties ?? {}).find((name) => !required.includes(name));
  if (missing) return `In context=${path}, 'required' must include every key in properties. Missing '${missing}'.`;
  const inner = [...Object.values(properties ?? {}), schema["items"], ...listOf(schema["anyOf"])];
  return inner.map((one, index) => faultInSchema(one, `${path}.${index}`)).find((fault) => fault !== undefined);
}

const KEYWORDS = new Set([
  ...["type", "properties", "required", "additionalProperties", "items", "anyOf", "oneOf", "enum", "const"],
  ...["description", "title", "$ref", "$defs", "definitions"],
]);

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
