import { z } from "zod";
import { UserError } from "#lib/errors";

/** The clocks of two machines differ; more than this is the future. */
const SKEW_MS_MAX = 60_000;

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

/** The moment that a text names; now where there is none. Refuses what is no moment, and what is yet to come. */
export function readMoment(text: string | undefined, now: Date): Date {
  if (text === undefined) return now;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new UserError(`“${text}” is not a date. Write it like 2026-01-31.`);
  if (moment.getTime() > now.getTime() + SKEW_MS_MAX) {
    throw new UserError(
      `${text} lies in the future, and I only know what has happened. Leave it out to ask about now.`,
    );
  }
  return moment;
}
