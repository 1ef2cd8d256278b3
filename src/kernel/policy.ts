import type { Capability } from "./capability.ts";

export type Decision = { mode: "run" } | { mode: "refuse"; message: string };

/**
 * May this run now? What reads or keeps our own records runs at once. What changes the outside world needs the decision
 * of a person over exactly what will happen, which this release cannot store yet, so it is refused.
 */
export function decide(capability: Capability): Decision {
  if (capability.risk === "read" || capability.risk === "record") return { mode: "run" };
  return {
    mode: "refuse",
    message:
      `“${capability.name}” acts outside Adjutant, and Adjutant acts only with a person's approval. ` +
      "Approvals are not part of this release yet, so nothing was done.",
  };
}
