import { z } from "zod";

/** A field of a schema, as words fill it. */
export interface Slot {
  name: string;
  schema: z.ZodType;
  kind: "number" | "boolean" | "list" | "text" | "object";
  isRequired: boolean;
  description: string | undefined;
  options: string[] | undefined;
  takesRest: boolean;
  /** Filled by its name alone. */
  isNamed: boolean;
}

export function slotsOf(schema: z.ZodType): Slot[] {
  const core = unwrap(schema);
  if (!(core instanceof z.ZodObject)) return [];
  return Object.entries(core.shape as Record<string, z.ZodType>).map(([name, field]) => toSlot(name, field));
}

function toSlot(name: string, schema: z.ZodType): Slot {
  const core = unwrap(schema);
  return {
    name,
    schema,
    kind: kindOf(core),
    isRequired: !schema.safeParse(undefined).success,
    description: schema.description ?? core.description,
    options: core instanceof z.ZodEnum ? core.options.map(String) : undefined,
    takesRest: schema.meta()?.["takesRest"] === true,
    isNamed: schema.meta()?.["isNamed"] === true,
  };
}

/** The schema inside optional, default, nullable, transformed and preprocessed ones. */
function unwrap(schema: z.ZodType): z.ZodType {
  const def = schema.def as { innerType?: unknown; in?: unknown; out?: unknown };
  const inner = def.innerType ?? (isTransform(def.in) ? def.out : def.in);
  return inner instanceof z.ZodType ? unwrap(inner) : schema;
}

function isTransform(schema: unknown): boolean {
  return schema instanceof z.ZodTransform;
}

function kindOf(core: z.ZodType): Slot["kind"] {
  if (core instanceof z.ZodNumber) return "number";
  if (core instanceof z.ZodBoolean) return "boolean";
  if (core instanceof z.ZodArray) return "list";
  return core instanceof z.ZodObject || core instanceof z.ZodRecord ? "object" : "text";
}
