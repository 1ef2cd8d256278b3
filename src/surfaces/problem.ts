import type { Issue, Outcome } from "#kernel/invocation";

/** What machines are told of a call that came to nothing, over HTTP and in the terminal alike. */
export interface Problem {
  /** What is wrong and how to mend it. */
  detail: string;
  issues?: Issue[];
}

export function toProblem(outcome: Exclude<Outcome, { status: "done" | "proposed" }>): Problem {
  const issues = outcome.status === "refused" ? outcome.issues : undefined;
  return { detail: outcome.message, ...(issues && { issues }) };
}
