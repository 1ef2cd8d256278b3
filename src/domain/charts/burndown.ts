import type { BurndownDay } from "#domain/sprints/burndown";

/** What a burndown shows, in a sentence that can stand in its place. */
export function describeBurndown(days: readonly BurndownDay[]): string {
  const last = days.findLast(({ remaining }) => remaining !== null);
  const [first] = days;
  if (!last || !first) return "Burndown: no day of the sprint has ended.";
  const left = `Burndown: ${amount(last.remaining)} points left of a scope of ${amount(last.scope)} on ${last.date}`;
  if (last.ideal === null || last.remaining === null) return `${left}; no end is planned.`;
  const gap = Math.round((last.remaining - last.ideal) * 10) / 10;
  if (gap === 0) return `${left}, as planned.`;
  return `${left}, ${Math.abs(gap)} ${gap > 0 ? "more" : "less"} than on a straight way to the end.`;
}

function amount(value: number | null): string {
  return String(Math.round((value ?? 0) * 10) / 10);
}
