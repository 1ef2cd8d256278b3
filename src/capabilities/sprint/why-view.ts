import type { EvidenceRow } from "#domain/findings";
import { describeAmount } from "#domain/metrics/amount";
import { toLink } from "#domain/subject";
import { describeInstant } from "#lib/time";
import type { Item, View, ViewNode } from "#lib/view";
import type { SprintProof } from "./why.ts";

const SHOWN_MAX = 20;

export function describeProof(proof: SprintProof): View {
  const { label, value, unit, formula, rows, rows_total: total, sprint, reason } = proof;
  const shown = value === null ? "no data" : describeAmount(value, unit);
  const when = `${proof.team_name}${sprint ? `, ${sprint}` : ""}, as of ${describeInstant(new Date(proof.as_of), proof.zone)}`;
  const [counted, left] = [rows.filter(({ included }) => included), rows.filter(({ included }) => !included)];
  return {
    text: `${label}: ${shown}. ${formula}`,
    nodes: [
      { type: "header", text: `${label}: ${shown}` },
      { type: "text", content: [formula] },
      { type: "note", content: [when] },
      ...(reason === null ? [] : [{ type: "text" as const, content: [`No data: ${reason}`] }]),
      ...list("Counted", counted, unit),
      ...list("Left out", left, unit),
      ...(total > rows.length ? [{ type: "note" as const, content: [`and ${total - rows.length} more rows`] }] : []),
    ],
  };
}

function list(title: string, rows: readonly EvidenceRow[], unit: string): ViewNode[] {
  if (rows.length === 0) return [];
  const items = rows.slice(0, SHOWN_MAX).map((row) => toItem(row, unit));
  return [{ type: "items", title: `${title}: ${rows.length}`, items, more: rows.length - items.length }];
}

/** Of a rate, each row is one of what is divided, in no unit of its own. */
function toItem(row: EvidenceRow, unit: string): Item {
  const amount = row.value === null ? [] : [describeAmount(row.value, unit === "ratio" ? "count" : unit)];
  return { content: [toLink(row), ` ${row.title}`], detail: [[...amount, row.reason].join(", ")] };
}
