import type { EvidenceRow } from "#domain/findings";
import { describeAmount } from "#domain/metrics/amount";
import { toLink } from "#domain/subject";
import { describeInstant } from "#lib/time";
import type { Inline, Item, View, ViewNode } from "#lib/view";
import type { MetricProof } from "./evidence.ts";

export function describeEvidence(proof: MetricProof): View {
  const { label, value, unit, n, formula, scope_name: name, window, zone, as_of: asOf } = proof;
  const shown = value === null ? "no data" : describeAmount(value, unit);
  const left = Object.entries(proof.excluded).map(([reason, count]) => `${count} ${reason}`);
  return {
    text: `${label}: ${shown}, n=${n}. ${formula}`,
    nodes: [
      { type: "header", text: `${label}: ${shown}` },
      { type: "text", content: [formula] },
      { type: "note", content: [`${name}, ${window}, as of ${describeInstant(new Date(asOf), zone)}. n=${n}.`] },
      ...(left.length > 0 ? [note(`Left out: ${left.join(", ")}.`)] : []),
      ...(proof.rows.length > 0 ? [list(proof)] : [note("Nothing was found in this window.")]),
      ...more(proof),
    ],
  };
}

function note(text: string): ViewNode {
  return { type: "note", content: [text] };
}

function list({ rows, unit, page, limit, rows_total: total }: MetricProof): ViewNode {
  const first = (page - 1) * limit + 1;
  const title = `Rows ${first} to ${first + rows.length - 1} of ${total}`;
  return { type: "items", title, items: rows.map((row) => toItem(row, unit)) };
}

function toItem(row: EvidenceRow, unit: string): Item {
  const amount =
    row.value === null || !row.included ? [] : [describeAmount(row.value, unit === "ratio" ? "count" : unit)];
  const content: Inline[] = [toLink(row), ` ${row.title}`];
  return { content, detail: [[...amount, row.included ? row.reason : `left out: ${row.reason}`].join(", ")] };
}

function more({ metric, scope: of, weeks, as_of, next_page: page, limit }: MetricProof): ViewNode[] {
  if (page === null) return [];
  const call = { name: "metrics.evidence", input: { metric, of, weeks, as_of, page, limit } };
  return [{ type: "buttons", buttons: [{ label: "Next rows", call, opens: "dialog" }] }];
}
