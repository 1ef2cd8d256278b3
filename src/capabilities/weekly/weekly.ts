import { z } from "zod";
import { readMoment } from "#domain/report-fields";
import { defineCapability } from "#kernel/capability";
import { WeeklyInput, WeeklyReport } from "./fields.ts";
import { gatherWeek } from "./gather.ts";
import { view } from "./view.ts";
import { phrase } from "./words.ts";

export const weekly = defineCapability({
  name: "weekly",
  summary: "What the team's week came to: shipped, decided, mended, and what goes on.",
  risk: "read",
  command: "/weekly",
  phrases: [{ words: "accomplishments", input: {} }],
  input: z.object(WeeklyInput),
  result: WeeklyReport,

  async run(context, { team, as_of }) {
    const asOf = readMoment(as_of, context.now());
    const facts = await gatherWeek(context, team, { asOf, isLive: as_of === undefined });
    const words = await phrase(context, facts);
    return { ...facts, words, generated_by: words.length > 0 ? ("model" as const) : ("template" as const) };
  },

  isQuiet: ({ totals, incidents, decisions }) =>
    !totals.merged && !totals.deployed && !totals.closed && incidents.length === 0 && decisions.length === 0,
  view,
});
