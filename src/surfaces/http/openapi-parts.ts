export function problem(status: number, description: string) {
  return { [status]: { description, content: json({ $ref: "#/components/schemas/Problem" }) } };
}

export function json(schema: unknown) {
  return { "application/json": { schema } };
}
