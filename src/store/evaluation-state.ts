import { heardAt } from "#domain/delivery";
import { createMemory } from "./memory.ts";
import { findStale } from "./signal-evaluation.ts";
import type { EvaluationOptions } from "./signal-observation.ts";

const EVALUATED_KEY = "signals:evaluated-at";

/** How far signals can be trusted: when everything was last evaluated, and which sources keep it from being so now. */
export function createEvaluationState(options: EvaluationOptions) {
  const { recall, remember } = createMemory(options.store);
  return {
    async state(now: Date) {
      const evaluated = await recall(EVALUATED_KEY);
      const stale = await findStale(options, now);
      return {
        evaluatedAt: typeof evaluated === "string" ? new Date(evaluated) : null,
        frozen: stale.map((one) => ({ source: one.source, since: heardAt(one) })),
      };
    },
    noteEvaluation: (at: Date) => remember(EVALUATED_KEY, at.toISOString(), at),
  };
}
