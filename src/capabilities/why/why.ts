import { z } from "zod";
import { FIGURE_NAMES, FIGURES, measure } from "#domain/figures";
import { EvidenceRow } from "#domain/findings";
import { AsOfField, StaleHoursField, TeamField } from "#domain/report-fields";
import { describeInstant } from "#domain/report-header";
import { defineCapability } from "#kernel/capability";
import { observe } from "#kernel/observe";
import type { Item, View, ViewNode } from "#lib/view";

const ROWS_MAX = 1_000;
const SHOWN_MAX = 20;

const Proof = z.object({
  figure: z.enum(FIGURE_NAMES),
  label: z.string(),
  formula: z.string(),
  team: z.string(),
  as_of: z.string(),
  zone: z.string(),
  /** The number of included rows; null when nobody measured it. */
  value: z.number().nullable(),
  rows: z.array(EvidenceRow),
  rows_total: z.number(),
  /** How many were looked at and left out, by reason. */
  excluded: z.record(z.string(), z.number()),
});
type Proof = z.output<typeof Proof>;

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
    const asOf = as_of ? new Date(as_of) : context.now();
    const observation = await observe(context, { team, asOf, staleAfterHours: older_than_hours });
    const { label, formula, rows } = FIGURES[name];
    const all = rows(observation) ?? [];
    return {
      figure: name,
      label,
      formula: formula(observation),
      team: observation.scope.key,
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

function describeProof(proof: Proof): View {
  const value = proof.value === null ? "no data" : String(proof.value);
  const left = Object.entries(proof.excluded).map(([reason, count]) => `${count} ${reason}`);
  const excluded: ViewNode = {
    type: "text",
    content: [left.length > 0 ? `Left out: ${left.join(", ")}.` : "Nothing was left out."],
  };
  return {
    text: `${proof.label}: ${value}. ${proof.formula}`,
    nodes: [
      { type: "header", text: `${proof.label}: ${value}` },
      { type: "text", content: [proof.formula] },
      { type: "note", content: [`${proof.team}, as of ${describeInstant(new Date(proof.as_of), proof.zone)}`] },
      ...listRows(proof),
      excluded,
    ],
  };
}

function listRows({ rows, value }: Proof): ViewNode[] {
  if (value === null) return [{ type: "text", content: ["Nothing that could be counted has been heard of yet."] }];
  const included = rows.filter((row) => row.included);
  const items: Item[] = included.slice(0, SHOWN_MAX).map((row) => ({
    content: [row.url ? { link: row.url, label: row.subject } : { bold: row.subject }, ` ${row.title}`],
    detail: [row.reason],
  }));
  return [{ type: "items", title: `Counted: ${value}`, items, more: Math.max(0, value - items.length) }];
}
