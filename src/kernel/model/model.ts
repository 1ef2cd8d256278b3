import { priceOf } from "#domain/model/prices";
import type { Model } from "../ports/model.ts";
import { complete } from "./complete.ts";
import type { ModelParts } from "./parts.ts";
import { write } from "./write.ts";

/** A model within its limits: what leaves is redacted, fenced and paid for, what comes back is checked. */
export function createModel(parts: ModelParts): Model {
  return {
    complete: (prompt, ask) => complete(parts, prompt, ask),
    write: (prompt, ask) => write(parts, prompt, ask),
    status() {
      const { settings } = parts;
      const tasks: [string, string][] = [["default", settings.model], ...settings.models];
      const { monthlyUsdMax, piiRedaction } = parts.limits();
      return {
        endpoint: new URL(settings.baseUrl).origin,
        models: tasks.map(([task, model]) => ({ task, model, isPriced: priceOf(model, settings.prices) !== null })),
        ...{ monthlyUsdMax, piiRedaction },
      };
    },
  };
}
