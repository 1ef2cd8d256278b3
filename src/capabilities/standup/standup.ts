import { z } from "zod";
import { AsOfField, readMoment, StaleHoursField, TeamField } from "#domain/report-fields";
import { toHeader } from "#domain/report-header";
import { defineCapability } from "#kernel/capability";
import { observe } from "#kernel/observe";
import { hear } from "./hear.ts";
import { makeStandup, StandupReport } from "./report.ts";
import { view } from "./view.ts";
import { readWork } from "./work.ts";

export const standup = defineCapability({
  name: "standup",
  summary: "What waits, what needs attention, and what was merged and deployed since the last working day.",
  risk: "read",
  command: "/standup",
  phrases: [
    { words: "what happened", input: {} },
    { words: "what shipped", input: {} },
    { words: "daily", input: {} },
  ],
  input: z.object({ team: TeamField, older_than_hours: StaleHoursField, as_of: AsOfField }),
  result: StandupReport,

  async run(context, { team, older_than_hours, as_of }) {
    const now = context.now();
    const asOf = readMoment(as_of, now);
    const observation = await observe(context, { team, asOf, staleAfterHours: older_than_hours });
    const { pollIntervalMs } = context.settings;
    const header = toHeader(observation, { now, isLive: as_of === undefined, pollIntervalMs });
    return makeStandup(observation, header, {
      spoken: await hear(context, observation),
      work: await readWork(context, observation),
    });
  },

  showsAnswers: true,
  isQuiet: ({ attention_total, stale_pr_count, merged_count, deployed, said }) =>
    attention_total === 0 && !stale_pr_count && !merged_count && deployed.length === 0 && said.length === 0,
  view,
});
