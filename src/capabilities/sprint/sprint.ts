import { z } from "zod";
import { readMoment } from "#domain/report-fields";
import { toHeader } from "#domain/report-header";
import { defineCapability } from "#kernel/capability";
import { SprintInput, SprintReport } from "./fields.ts";
import { gather } from "./gather.ts";
import { makeReport } from "./report.ts";
import { view } from "./view.ts";

export const sprint = defineCapability({
  name: "sprint",
  summary: "How the running sprint stands, by which rule, and what may not be done by its end.",
  risk: "read",
  command: "/sprint-health",
  phrases: [
    { words: "sprint health", input: {} },
    { words: "burndown", input: {} },
  ],
  input: z.object(SprintInput),
  result: SprintReport,

  async run(context, { team, days, sprint: named, as_of }) {
    const now = context.now();
    const asOf = readMoment(as_of, now);
    const gathered = await gather(context, { team, days, sprint: named, asOf });
    const since = new Date(gathered.delivery.window.from);
    const { pollIntervalMs } = context.settings;
    const header = toHeader({ ...gathered, since }, { now, isLive: as_of === undefined, pollIntervalMs });
    return makeReport(gathered, header);
  },

  isQuiet: ({ sprint: found, total_deploys: deploys }) => found === null && !deploys,
  view,
});
