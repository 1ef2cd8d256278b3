import { describeAmount } from "#domain/metrics/amount";
import { headerNote } from "#domain/report-header";
import { toLink } from "#domain/subject";
import type { Figure, Inline, Item, View, ViewNode } from "#lib/view";
import type { SprintReport } from "./fields.ts";
import { whyOf } from "./parts.ts";
import { draw } from "./pictures.ts";
import { describeRest } from "./view-rest.ts";

const SHOWN_MAX = 5;

export function view(report: SprintReport): View {
  const { team_name: name, state, state_rule: rule, sprint } = report;
  const text = `Sprint health of ${name}: ${sprint ? `${sprint.name} is ` : ""}${sprint?.is_running ? state : conclude(report)}, because ${rule}. ${describePoints(report)}`;
  return {
    text,
    nodes: [
      { type: "header", text: `Sprint health · ${name}` },
      headerNote(report),
      { type: "text", content: [{ bold: describeState(report) }, ` · ${rule}.`] },
      { type: "figures", figures: listFigures(report) },
      ...sprintLines(report),
      ...draw(report),
      ...carryOver(report),
      ...ageing(report),
      ...describeRest(report),
    ],
  };
}

function conclude({ sprint }: SprintReport): string {
  return sprint ? "over" : "unknown";
}

function describeState({ state, sprint }: SprintReport): string {
  if (!sprint) return "No sprint";
  const beside = sprint.beside.length > 0 ? ` (beside ${sprint.beside.join(", ")})` : "";
  return `${sprint.name}${beside}: ${sprint.is_running ? state : "completed"}`;
}

function describePoints({ points, counts }: SprintReport): string {
  if (!points || !counts) return "";
  return (
    `${points.completed} of ${points.committed} committed points are done and ${points.left} are left ` +
    `(${counts.completed} of ${counts.committed} tickets, ${counts.left} left).`
  );
}

function listFigures(report: SprintReport): Figure[] {
  const { points, counts, scope_change: change, predictability, velocity, carry_over_risk_total: risk } = report;
  const amount = (label: string, name: "committed" | "completed" | "left"): Figure => ({
    ...{ label, value: points?.[name] ?? null, unit: "points", why: whyOf(report, name) },
    ...(counts && { note: `${counts[name]} tickets` }),
  });
  const many = (n: number | undefined) =>
    n === undefined ? {} : { note: n < 5 ? `n=${n}, too few to judge` : `n=${n}` };
  return [
    amount("Committed", "committed"),
    amount("Done", "completed"),
    amount("Left", "left"),
    { label: "Scope change", value: percent(change?.ratio), why: whyOf(report, "scope_change") },
    { label: "May be carried over", value: risk, unit: "tickets", why: whyOf(report, "carry_over_risk") },
    { label: "WIP", value: report.latest_wip, ...wipNote(report), why: whyOf(report, "latest_wip") },
    { label: "Velocity", value: velocity?.median ?? null, ...many(velocity?.n), why: whyOf(report, "velocity") },
    {
      ...{ label: "Predictability", value: percent(predictability?.median) },
      ...{ ...many(predictability?.n), why: whyOf(report, "predictability") },
    },
  ];
}

function wipNote({ wip_limit: limit, avg_wip: average }: SprintReport): Partial<Figure> {
  const parts = [
    ...(limit === null ? [] : [`limit ${limit}`]),
    ...(average === null ? [] : [`average ${describeAmount(average, "count")}`]),
  ];
  return parts.length > 0 ? { note: parts.join(", ") } : {};
}

function percent(ratio: number | null | undefined): string | null {
  return ratio === null || ratio === undefined ? null : describeAmount(ratio, "ratio");
}

/** How much of the scope came and went, and what the past says of the end. */
function sprintLines({ scope_change: change, forecast, sprint, capacity }: SprintReport): ViewNode[] {
  if (!sprint) return [];
  const left = sprint.working_days_left;
  const items: Item[] = [
    ...(left === null ? [] : [{ content: [{ bold: "Working days left: " }, String(left)] }]),
    ...(change ? SCOPE_CHANGES.map(([label, key]) => listTickets(label, change[key])) : []),
    { content: [{ bold: "Forecast: " }, describeForecast(forecast)] },
    ...(capacity
      ? [
          {
            content: [
              { bold: "Away until the end: " },
              `${capacity.away_days} days of ${capacity.people} people together`,
            ],
          },
        ]
      : []),
  ];
  return [{ type: "items", title: sprint.goal === "" ? sprint.name : `${sprint.name}: ${sprint.goal}`, items }];
}

const SCOPE_CHANGES = [
  ["Added", "added"],
  ["Taken out", "removed"],
  ["Dropped", "dropped"],
] as const;

function listTickets(label: string, tickets: readonly { subject: string; url: string }[]): Item {
  const shown = tickets
    .slice(0, SHOWN_MAX)
    .flatMap((ticket, index): Inline[] => [...(index === 0 ? [] : [" · "]), toLink(ticket)]);
  const more = tickets.length > SHOWN_MAX ? [" · and more"] : [];
  return { content: [{ bold: `${label}: ${tickets.length === 0 ? "none" : ""}` }, ...shown, ...more] };
}

function describeForecast({ by_end: end, rest_done: rest, reason }: SprintReport["forecast"]): string {
  if (!end || !rest) return `no data: ${reason}`;
  const when = (date: string | null) => date ?? "not within a year";
  return (
    `by the end ${end.p50} more tickets in half of the runs and ${end.p85} in 85 % of them; ` +
    `the rest is done by ${when(rest.p50)} in half of them and by ${when(rest.p85)} in 85 %`
  );
}

function carryOver({ carry_over_risk: risk, carry_over_risk_total: total }: SprintReport): ViewNode[] {
  if (!risk || risk.length === 0) return [];
  const items = risk.slice(0, SHOWN_MAX).map((ticket): Item => {
    return { content: [toLink(ticket), ` ${ticket.title}: ${ticket.reasons.join(", ")}`] };
  });
  return [{ type: "items", title: "May be carried over", items, more: (total ?? 0) - items.length }];
}

function ageing({ aging_wip: tickets, aging_limit: limit }: SprintReport): ViewNode[] {
  if (!tickets || !limit || tickets.length === 0) return [];
  const basis = limit.n > 0 ? `85 % of ${limit.n} tickets took less` : "too few tickets were finished to compare";
  const items = tickets.map((ticket): Item => {
    const words = [`${ticket.days} days`, ...(ticket.is_old ? ["old"] : []), ...(ticket.is_blocked ? ["blocked"] : [])];
    return { content: [toLink(ticket), ` ${ticket.title}: ${words.join(", ")}`] };
  });
  return [{ type: "items", title: `Longest in progress · old from ${limit.days} days on (${basis})`, items }];
}
