import { z } from "zod";
import { FIGURE_NAMES } from "#domain/figures";
import { EvidenceRow } from "#domain/findings";
import { toLink } from "#domain/subject";
import { describeInstant } from "#lib/time";
import type { Item, View, ViewNode } from "#lib/view";

const SHOWN_MAX = 20;

/** A figure with everything it was counted from. */
export const Proof = z.object({
  figure: z.enum(FIGURE_NAMES),
  label: z.string(),
  formula: z.string(),
  team: z.string(),
  team_name: z.string(),
  as_of: z.string(),
  zone: z.string(),
  /** The number of included rows; null when nobody measured it. */
  value: z.number().nullable(),
  rows: z.array(EvidenceRow),
  rows_total: z.number(),
  /** How many were looked at and left out, by reason. */
  excluded: z.record(z.string(), z.number()),
});
export type Proof = z.output<typeof Proof>;

export function describeProof(proof: Proof): View {
  const { label, value, formula, rows, rows_total: total } = proof;
  const shown = value === null ? "no data" : String(value);
  const when = `${proof.team_name}, as of ${describeInstant(new Date(proof.as_of), proof.zone)}`;
  return {
    text: `${label}: ${shown}. ${formula}`,
    nodes: [
      { type: "header", text: `${label}: ${shown}` },
      { type: "text", content: [formula] },
      { type: "note", content: [when] },
      ...(value === null ? [NOTHING_HEARD] : [list("Counted", rows, { included: true, total: value })]),
      ...(value !== null && total > value ? [list("Left out", rows, { included: false, total: total - value })] : []),
    ],
  };
}

const NOTHING_HEARD: ViewNode = {
  type: "text",
  content: ["Nothing that could be counted has been heard of yet."],
};

/** Those that count, or those that do not, each with its reason. */
function list(title: string, rows: EvidenceRow[], { included, total }: { included: boolean; total: number }): ViewNode {
  const items = rows
    .filter((row) => row.included === included)
    .slice(0, SHOWN_MAX)
    .map(toItem);
  return { type: "items", title: `${title}: ${total}`, items, more: total - items.length };
}

function toItem(row: EvidenceRow): Item {
  return { content: [toLink(row), ` ${row.title}`], detail: [row.reason] };
}
