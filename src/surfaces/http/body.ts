import type { FastifyReply } from "fastify";
import type { z } from "zod";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";

/** The body of a request as its schema reads it; undefined when it is not valid, which is answered. */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  reply: FastifyReply,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(body ?? {}, { error: explainIssue });
  if (parsed.success) return parsed.data;
  const issues = toIssues(parsed.error);
  reply.code(400).send({ detail: joinIssues(issues), issues });
  return undefined;
}
