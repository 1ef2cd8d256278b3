import { z } from "zod";

/** The fields every report has. */
export const TeamField = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(40)
  .default("all")
  .describe("Key of a team, or all.");

export const AsOfField = z.iso
  .datetime({ offset: true, error: "Write a moment like 2026-08-17T00:00:00Z." })
  .optional()
  .describe("The moment to look back from, like 2026-08-17T00:00:00Z; now when left out.");

export const StaleHoursField = z.coerce
  .number()
  .int()
  .min(1)
  .max(24 * 90)
  .optional()
  .describe("From how many hours without activity a pull request is stale.");
