import { z } from "zod";
import { FIGURE_NAMES, FIGURES, measure } from "#domain/figures";
import type { EvidenceRow } from "#domain/findings";
import { AsOfField, readMoment, StaleHoursField, TeamField } from "#domain/report-fields";
import { defineCapability } from "#kernel/capability";
import { observe } from "#kernel/observe";
import { describeProof, Proof } from "./view.ts";

const ROWS_MAX = 1_000;

export const why = defineCapability({
  name: "why",
  summary: "The proof of a figure: its formula, and every row it counts or leaves out.",
  risk: "read",
  command: "/adjutant why",
  input: z.object({
    figure: z.enum(FIGURE_NAMES).describe("Which figure, like stale_pr_count."),
    team: TeamField,
    older_than_hours: StaleHoursField,
    as_of: AsOfField,
  }),
  result: Proof,

  async run(context, { figure: name, team, older_than_hours, as_of }) {
    const asOf = readMoment(as_of, context.now());
    const observation = await observe(context, { team, asOf, staleAfterHours: older_than_hours });
    const { label, formula, rows } = FIGURES[name];
    const all = rows(observation) ?? [];
    return {
      figure: name,
      label,
      formula: formula(observation),
      team: observation.scope.key,
      team_name: observation.scope.name,
      as_of: asOf.toISOString(),
      zone: observation.scope.calendar.zone,
      value: measure(name, observation),
      rows: all.toSorted((a, b) => Number(b.included) - Number(a.included)).slice(0, ROWS_MAX),
      rows_total: all.length,
      excluded: countExcluded(all),
    };
  },

  view: (proof) => describeProof(proof),
});

function countExcluded(rows: readonly EvidenceRow[]): Record<string, number> {
  const excluded: Record<string, number> = {};
  for (const { included, reason } of rows) if (!included) excluded[reason] = (excluded[reason] ?? 0) + 1;
  return excluded;
}
