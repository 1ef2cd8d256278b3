import { z } from "zod";
import { AsOfField, TeamField } from "#domain/report-fields";
import { toHeader } from "#domain/report-header";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { observe } from "#kernel/observe";
import { makeTriage, TriageReport } from "./report.ts";
import { view } from "./view.ts";

const LINES_SHOWN = 5;
const LINES_MAX = 100;
const SIGNALS_MAX = 2_000;

export const triage = defineCapability({
  name: "triage",
  summary: "What needs somebody, ranked, each with its reason and whose step is next.",
  risk: "read",
  command: "/triage",
  input: z.object({
    team: TeamField,
    limit: z.coerce.number().int().min(1).max(LINES_MAX).default(LINES_SHOWN).describe("How many lines to show."),
    as_of: AsOfField,
  }),
  result: TriageReport,

  async run(context, { team, limit, as_of }) {
    const now = context.now();
    const asOf = as_of ? new Date(as_of) : now;
    const observation = await observe(context, { team, asOf });
    const header = toHeader(observation, { now, pollIntervalMs: context.settings.pollIntervalMs });
    const isLive = as_of === undefined;
    const signals = isLive ? await listSignals(context) : [];
    return makeTriage(observation, { header, limit, isLive, signals });
  },

  view,
});

/** Those put aside, and those that stand: what people did to them counts for now, not for the past. */
async function listSignals({ signals }: Context) {
  const current = await signals.list({ states: ["open", "acknowledged", "snoozed"], limit: SIGNALS_MAX });
  const settled = await signals.list({ states: ["resolved"], limit: SIGNALS_MAX });
  return [...current, ...settled.filter(({ resolution }) => resolution === "dismissed")];
}
