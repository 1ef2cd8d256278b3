import { z } from "zod";
import { METRIC_NAMES } from "#domain/metrics/definitions";
import { WEEKS_DEFAULT, WEEKS_MAX } from "#domain/metrics/window";
import { AsOfField } from "#domain/report-fields";

export const MetricField = z.enum(METRIC_NAMES).describe("Which metric, like lead_time.");

/** Of what is measured, and over which time. There is no field for a person: whoever asks may see their own. */
export const MetricScope = {
  of: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(200)
    .default("all")
    .describe("A team, a service, a repository like acme/api, all, or me."),
  weeks: z.coerce
    .number()
    .int()
    .min(1)
    .max(WEEKS_MAX)
    .default(WEEKS_DEFAULT)
    .describe("How many whole weeks to look back over."),
  as_of: AsOfField,
};
