import { z } from "zod";
import { AsOfField, TeamField } from "#domain/report-fields";
import { ReportHeader } from "#domain/report-header";

export const WeeklyInput = { team: TeamField, as_of: AsOfField };

const Item = z.object({ subject: z.string(), title: z.string(), url: z.string() });
const Count = z.number().nullable();
const Totals = z.object({ merged: Count, deployed: Count, closed: Count });

/** What a team's week came to. Null means that nobody measured it; nothing is counted of a person. */
export const WeeklyReport = ReportHeader.extend({
  /** Local days, the last one included. */
  week: z.object({ from: z.string(), to: z.string() }),
  /** By release, the latest first; null where no deployment was ever heard of. */
  shipped: z
    .array(
      z.object({
        ...{ release: z.string(), url: z.string(), shipped_at: z.string() },
        themes: z.array(z.object({ theme: z.string(), changes: z.array(Item) })),
      }),
    )
    .nullable(),
  shipped_count: Count,
  merged_count: Count,
  deployed_count: Count,
  closed_tickets: z.array(Item).nullable(),
  /** PRDs that were approved. */
  decisions: z.array(Item),
  incidents: z.array(Item.extend({ state: z.enum(["open", "resolved"]) })),
  /** Nobody is thanked who did not agree to be; nobody can yet. */
  thanks: z.array(z.string()),
  /** In progress when the week ended. */
  carried_over: z.array(Item).nullable(),
  carried_over_total: Count,
  totals: Totals,
  /** Of the six whole weeks before. */
  medians_6w: Totals,
  /** At most two sentences of a model, whose numbers are all among the facts. */
  words: z.array(z.string()),
  sprint: z.string().nullable(),
});
export type WeeklyReport = z.output<typeof WeeklyReport>;
export type Facts = Omit<WeeklyReport, "words">;
