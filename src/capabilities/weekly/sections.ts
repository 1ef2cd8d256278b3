import { fitSections, type Section, toText } from "#domain/reports/sections";
import type { Facts } from "./fields.ts";

/** The facts as sections of plain lines, what matters most to a reader first. */
export function toSections(facts: Facts): Section[] {
  const { shipped, decisions, incidents, carried_over: carried, closed_tickets: closed, sprint } = facts;
  const list = (items: readonly { subject: string; title: string }[]) =>
    items.map(({ subject, title }) => `${title} (${subject})`);
  const sections = [
    { title: "In short", lines: [describeTotals(facts), ...(sprint === null ? [] : [sprint])] },
    ...(shipped ?? []).map(({ release, themes }) => ({
      title: `Shipped with ${release}`,
      lines: themes.flatMap(({ theme, changes }) => changes.map(({ title }) => `${theme}: ${title}`)),
    })),
    { title: "Decided", lines: list(decisions) },
    { title: "Incidents", lines: incidents.map(({ subject, title, state }) => `${title} (${subject}): ${state}`) },
    { title: "Closed", lines: list(closed ?? []) },
    { title: "Goes on next week", lines: list(carried ?? []) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

export function describeTotals({ totals, medians_6w: medians }: Facts): string {
  const one = (value: number | null, words: string, median: number | null) => {
    if (value === null) return `no data on what was ${words}`;
    return `${value} ${words}${median === null ? "" : ` (usually ${median})`}`;
  };
  return [
    one(totals.merged, "merged", medians.merged),
    one(totals.deployed, "deployed", medians.deployed),
    one(totals.closed, "tickets closed", medians.closed),
  ].join(", ");
}

/** What a model is told, and what its numbers are looked up in. */
export function toFactsText(facts: Facts, lengthMax: number): string {
  return toText(fitSections(toSections(facts), lengthMax).sections);
}
