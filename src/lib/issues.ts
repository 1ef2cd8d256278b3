import type { z } from "zod";
import { UserError } from "./errors.ts";

interface Issue {
  /** "as_of" or "members.0". */
  field: string;
  message: string;
}

/**
 * What is wrong with a value, as a person would say it, for schemas that do not say it themselves. To be given to
 * `safeParse` as its `error`; undefined leaves it to zod.
 */
export function explainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "custom" && issue.input === undefined && issue.code !== "unrecognized_keys")
    return "It is missing.";
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected];
    case "invalid_value":
      return `Choose one of ${issue.values.map(String).join(", ")}.`;
    case "too_big":
      return `${toAmount(issue.maximum, issue.origin)} at most.`;
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1
        ? "It is empty."
        : `${toAmount(issue.minimum, issue.origin)} at least.`;
    case "unrecognized_keys":
      return `There is no field ${issue.keys.map((key) => `“${key}”`).join(" or ")}.`;
    case "invalid_format":
      return "It is not written as it should be.";
    default:
      return undefined;
  }
}

const TYPES: Record<string, string> = {
  number: "Write a number.",
  int: "Write a whole number.",
  string: "Write text.",
  boolean: "Write true or false.",
  array: "Write a list.",
  object: "Write an object.",
  record: "Write an object.",
};

const UNITS: Record<string, string> = { string: " characters", array: " entries", set: " entries" };

function toAmount(amount: number | bigint, origin: string): string {
  return `${amount}${UNITS[origin] ?? ""}`;
}

export function toIssues(error: z.ZodError): Issue[] {
  return error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
}

/** A value as its schema reads it; throws a UserError with all that is wrong with it. */
export function parseGiven<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: explainIssue });
  if (!parsed.success) throw new UserError(joinIssues(toIssues(parsed.error)));
  return parsed.data;
}

/** All of it in one text: a line each, with the field where it has one. */
export function joinIssues(issues: readonly Issue[]): string {
  return issues.map(describeIssue).join("\n");
}

export function describeIssue({ field, message }: Issue): string {
  return field === "" || message.includes(field) ? message : `${field}: ${message}`;
}
