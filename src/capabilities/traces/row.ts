import { z } from "zod";

/** One call of a model, as `toTrace` makes it. */
export const TraceRow = z.object({
  id: z.string(),
  trace_id: z.string(),
  at: z.string(),
  task: z.string(),
  /** "plan@1/base": its name, version and variant. */
  prompt: z.string(),
  model: z.string(),
  asked_as: z.string(),
  outcome: z.string(),
  detail: z.string().nullable(),
  tokens_in: z.number(),
  tokens_out: z.number(),
  is_estimated: z.boolean(),
  /** Set aside while the call runs. */
  cost_usd: z.number(),
  ms: z.number().nullable(),
  prompt_hash: z.string(),
  sources: z.array(z.string()),
  redactions: z.record(z.string(), z.number()),
  body: z.string().nullable(),
  reply: z.string().nullable(),
});
export type TraceRow = z.output<typeof TraceRow>;

/** To the cent, and what is below in as many digits as it needs. */
export function describeUsd(usd: number): string {
  if (usd === 0) return "0 US dollars";
  return `${usd >= 0.01 ? usd.toFixed(2) : usd.toPrecision(1)} US dollars`;
}
