import { headerNote } from "#domain/report-header";
import { toLink } from "#domain/subject";
import { dayOfDate } from "#lib/time";
import type { Figure, Inline, Item, View, ViewNode } from "#lib/view";
import type { WeeklyReport } from "./fields.ts";
import { describeTotals } from "./sections.ts";

const CHANGES_MAX = 8;
const LINES_MAX = 5;

export function view(report: WeeklyReport): View {
  const { team_name: name, week, words, sprint } = report;
  return {
    text: `The week of ${name}, ${week.from} to ${week.to}: ${describeTotals(report)}.`,
    nodes: [
      { type: "header", text: `The week · ${name}` },
      headerNote(report),
      ...(words.length > 0 ? [{ type: "text" as const, content: [words.join(" ")] }] : []),
      { type: "figures", figures: listFigures(report) },
      ...(sprint === null ? [] : [{ type: "text" as const, content: [sprint] }]),
      ...listReleases(report),
      ...list("Decided", report.decisions),
      ...list(
        "Incidents",
        report.incidents.map(({ title, state, ...one }) => ({ ...one, title: `${title}: ${state}` })),
      ),
      ...list("Closed", report.closed_tickets ?? []),
      ...list("Goes on next week", report.carried_over ?? [], report.carried_over_total ?? 0),
    ],
  };
}

function listFigures(report: WeeklyReport): Figure[] {
  const { totals, medians_6w: medians } = report;
  const figure = (label: string, key: keyof typeof totals, proof?: string): Figure => {
    const median = medians[key];
    const why = proof === undefined ? {} : { why: whyOf(report, proof) };
    return { label, value: totals[key], ...(median !== null && { note: `usually ${median}` }), ...why };
  };
  return [
    figure("Merged", "merged", "merged"),
    figure("Deployments", "deployed", "total_deploys"),
    figure("Tickets closed", "closed"),
  ];
}

/** The days of the week so far are the days that the proof counts. */
function whyOf({ team, week, as_of }: WeeklyReport, figure: string) {
  const days = dayOfDate(week.to) - dayOfDate(week.from) + 1;
  return { name: "sprint.why", input: { figure, team, days, as_of } };
}

function listReleases({ shipped }: WeeklyReport): ViewNode[] {
  if (shipped === null) return [];
  return shipped.map(({ release, themes }): ViewNode => {
    const items = themes.map(({ theme, changes }): Item => {
      const shown = changes.slice(0, CHANGES_MAX).flatMap((one): Inline[] => [" · ", `${one.title} `, toLink(one)]);
      const more = changes.length > CHANGES_MAX ? [` · and ${changes.length - CHANGES_MAX} more`] : [];
      return { content: [{ bold: `${theme}: ${changes.length}` }], detail: [...shown, ...more].slice(1) };
    });
    return { type: "items", title: `Shipped with ${release}`, items };
  });
}

function list(
  title: string,
  all: readonly { subject: string; title: string; url: string }[],
  total = all.length,
): ViewNode[] {
  if (all.length === 0) return [];
  const items = all.slice(0, LINES_MAX).map((one): Item => ({ content: [toLink(one), ` ${one.title}`] }));
  return [{ type: "items", title, items, more: total - items.length }];
}
