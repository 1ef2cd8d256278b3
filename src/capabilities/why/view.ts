import { z } from "zod";
import { FIGURE_NAMES } from "#domain/figures";
import { EvidenceRow } from "#domain/findings";
import { describeInstant } from "#domain/report-header";
import type { Item, View, ViewNode } from "#lib/view";

const SHOWN_MAX = 20;

/** A figure with everything it was counted from. */
export const Proof = z.object({
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
export type Proof = z.output<typeof Proof>;

export function describeProof(proof: Proof): View {
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
