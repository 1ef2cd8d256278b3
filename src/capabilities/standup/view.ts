import { entryContent, entryDetail } from "#domain/attention-entry";
import { FIGURES, type FigureName } from "#domain/figures";
import { describeInstant, headerNote } from "#domain/report-header";
import { describeDuration, HOUR_MS } from "#lib/time";
import type { Figure, Inline, Item, View, ViewNode } from "#lib/view";
import type { StandupReport } from "./report.ts";

const LINES_MAX = 5;

export function view(report: StandupReport): View {
  return {
    text: `Standup for ${report.team_name}: ${conclude(report)}`,
    nodes: [
      { type: "header", text: `Standup · ${report.team_name}` },
      headerNote(report),
      { type: "figures", figures: listFigures(report) },
      ...topStale(report),
      ...attention(report),
      sinceLastWorkingDay(report),
      ...focus(report),
      { type: "buttons", buttons: [{ label: "Open triage", call: { name: "triage", input: { team: report.team } } }] },
    ],
  };
}

function conclude({
  stale_pr_count,
  pr_without_review_count,
  wip_open_prs,
  merged_count,
  deployments_last_24h,
}: StandupReport) {
  const deployed =
    deployments_last_24h === null ? "no data on deployments" : `${deployments_last_24h} deployed in 24 hours`;
  return (
    `${number(stale_pr_count)} stale pull requests, ${number(pr_without_review_count)} without a review, ` +
    `${number(wip_open_prs)} in progress; ${number(merged_count)} merged since the last working day, ${deployed}.`
  );
}

function listFigures(report: StandupReport): Figure[] {
  const wipNote = report.wip_limit === null ? {} : { note: `limit ${report.wip_limit}` };
  return [
    figure(report, "stale_pr_count", { note: `idle ${report.older_than_hours} h or more` }),
    figure(report, "wip_open_prs", wipNote),
    figure(report, "pr_without_review_count"),
    figure(report, "deployments_last_24h"),
  ];
}

type Counted = Extract<FigureName, keyof StandupReport>;

function figure(report: StandupReport, name: Counted, rest: Partial<Figure> = {}): Figure {
  return {
    label: FIGURES[name].label,
    value: report[name],
    why: { name: "why", input: { figure: name, ...again(report) } },
    ...rest,
  };
}

/** What a button asks for, so that it shows the same moment as the report it stands under. */
function again({ team, as_of, older_than_hours }: StandupReport) {
  return { team, as_of, older_than_hours };
}

function topStale({ stale_prs, stale_pr_count }: StandupReport): ViewNode[] {
  if (stale_prs.length === 0) return [];
  const more = Math.max(0, (stale_pr_count ?? 0) - stale_prs.length);
  return [
    {
      type: "items",
      title: "Top Stale",
      items: stale_prs.map((pull) => ({ content: [toLink(pull), ` ${pull.title}: ${pull.reason}`] })),
      more,
    },
  ];
}

function attention({ attention: items, attention_total }: StandupReport): ViewNode[] {
  const title = "Needs attention";
  if (items.length === 0) return [{ type: "text", content: [{ bold: title }, ": nothing. "] }];
  const lines = items.map((item) => ({ content: entryContent(item), detail: entryDetail(item) }));
  return [{ type: "items", title, items: lines, more: attention_total - items.length }];
}

function sinceLastWorkingDay(report: StandupReport): ViewNode {
  const { merged, deployed, since, zone, review_queue: queue, untracked } = report;
  const items: Item[] = [
    { content: [{ bold: `Merged: ${number(report.merged_count)}` }, ...list(merged.map(toLink), merged.length)] },
    {
      content: [
        { bold: `Deployed: ${deployed.length}` },
        ...list(
          deployed.map(({ ref }) => ref),
          deployed.length,
        ),
      ],
    },
    { content: [{ bold: `Review queue: ${number(queue.count)}` }, ...oldest(queue)] },
    { content: [{ bold: `Without a ticket: ${untracked.length}` }, ...list(untracked.map(toLink), untracked.length)] },
  ];
  return { type: "items", title: `Since ${describeInstant(new Date(since), zone)}`, items };
}

function oldest({ oldest: subject, oldest_waited_hours: hours }: StandupReport["review_queue"]): Inline[] {
  if (subject === null) return [];
  return [` · longest: ${subject}${hours === null ? "" : `, ${describeDuration(hours * HOUR_MS)}`}`];
}

function focus({ focus: item }: StandupReport): ViewNode[] {
  if (!item) return [];
  const name: Inline = item.url ? { link: item.url, label: item.subject } : { bold: item.subject };
  return [{ type: "text", content: [{ bold: "Focus: " }, name, ` ${item.title}: ${item.why}.`] }];
}

function toLink({ subject, url }: { subject: string; url: string }): Inline {
  return url ? { link: url, label: subject } : subject;
}

function list(parts: Inline[], total: number): Inline[] {
  const shown = parts.slice(0, LINES_MAX).flatMap((part) => [" · ", part]);
  return total > LINES_MAX ? [...shown, ` · and ${total - LINES_MAX} more`] : shown;
}

function number(value: number | null): string {
  return value === null ? "no data" : String(value);
}
