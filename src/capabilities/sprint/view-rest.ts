import { describeAmount } from "#domain/metrics/amount";
import type { Figure, ViewNode } from "#lib/view";
import type { SprintReport } from "./fields.ts";
import { whyOf } from "./parts.ts";

/** What stands below the sprint itself: delivery, deployments and open risks. */
export function describeRest(report: SprintReport): ViewNode[] {
  const { risks, window_days: days } = report;
  const hints = [...new Set(report.delivery.flatMap(({ hint }) => hint ?? []))];
  return [
    { type: "text", content: [{ bold: `Delivery in ${days} days` }] },
    { type: "figures", figures: [...listDelivery(report), deploys(report)] },
    ...hints.map((hint): ViewNode => ({ type: "note", content: [hint] })),
    ...(risks.length > 0
      ? [{ type: "items" as const, title: "Open risks", items: risks.map((risk) => ({ content: [risk] })) }]
      : []),
  ];
}

function listDelivery(report: SprintReport): Figure[] {
  return report.delivery.map(({ name, label, value, unit, n, status, before }) => ({
    ...{ label, value: value === null ? null : describeAmount(value, unit), why: whyOf(report, name) },
    note: describeNote({ status, n, before, unit }),
  }));
}

type Judged = Pick<SprintReport["delivery"][number], "status" | "n" | "before" | "unit">;

function describeNote({ status, n, before, unit }: Judged): string {
  if (status === "not-configured") return "not configured";
  if (status === "few") return `n=${n}, too few to judge`;
  return before === null ? `n=${n}` : `n=${n}, before ${describeAmount(before, unit)}`;
}

function deploys(report: SprintReport): Figure {
  const { total_deploys: total, avg_daily_deploys: daily, deltas } = report;
  const before = deltas.total_deploys.before;
  const notes = [
    ...(daily === null ? [] : [`${describeAmount(daily, "count")} a day`]),
    ...(before === null ? [] : [`before ${before}`]),
  ];
  return {
    ...{ label: "Deployments", value: total, why: whyOf(report, "total_deploys") },
    ...(notes.length > 0 && { note: notes.join(", ") }),
  };
}
