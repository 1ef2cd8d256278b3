import { entryContent, entryDetail } from "#domain/attention-entry";
import { FIGURES, type FigureName } from "#domain/figures";
import { headerNote } from "#domain/report-header";
import { toLink } from "#domain/subject";
import { describeHours, describeInstant } from "#lib/time";
import type { Button, Figure, Inline, Item, View, ViewNode } from "#lib/view";
import type { StandupReport } from "./report.ts";
import { blockers, inProgress, untrackedTalk } from "./work-view.ts";

const LINES_MAX = 5;

export function view(report: StandupReport): View {
  return {
    text: `Standup for ${report.team_name}: ${conclude(report)}`,
    nodes: [
      { type: "header", text: `Standup · ${report.team_name}` },
      headerNote(report),
      { type: "figures", figures: listFigures(report) },
      ...blockers(report),
      ...topStale(report),
      ...attention(report),
      sinceLastWorkingDay(report),
      ...inProgress(report),
      ...untrackedTalk(report),
      ...inTheirWords(report),
      ...focus(report),
      { type: "buttons", buttons: [openTriage(report)] },
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
  return [
    figure(report, "stale_pr_count", {
      note: `idle ${describeHours(report.older_than_hours, report.older_than_clock)} or more`,
    }),
    figure(report, "wip_open_prs", wipNote(report)),
    figure(report, "pr_without_review_count"),
    figure(report, "deployments_last_24h"),
  ];
}

function wipNote({ wip_limit, wip_by_team: teams }: StandupReport): Partial<Figure> {
  if (wip_limit !== null) return { note: `limit ${wip_limit}` };
  if (teams.length === 0) return {};
  const over = teams.filter(({ exceeded }) => exceeded).length;
  return { note: `${over} of ${teams.length} teams over their limit` };
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

function openTriage({ team, is_live, as_of }: StandupReport): Button {
  return {
    label: "Open triage",
    call: { name: "triage", input: { team, ...(!is_live && { as_of }) } },
    opens: "dialog",
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
  const { merged, deployed, closed, since, zone, review_queue: queue, untracked } = report;
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
    ...(closed
      ? [{ content: [{ bold: `Closed: ${closed.length}` }, ...list(closed.map(toLink), closed.length)] }]
      : []),
    { content: [{ bold: `Review queue: ${number(queue.count)}` }, ...oldest(queue)] },
    { content: [{ bold: `Without a ticket: ${untracked.length}` }, ...list(untracked.map(toLink), untracked.length)] },
  ];
  return { type: "items", title: `Since ${describeInstant(new Date(since), zone)}`, items };
}

/** By name, and without a word about who has not said anything. */
function inTheirWords({ said, answers }: StandupReport): ViewNode[] {
  if (answers === null) return [];
  const title = `In their own words · ${answers.received} of ${answers.expected} answered`;
  if (said.length === 0) return [{ type: "text", content: [{ bold: title }] }];
  const items = said.map(({ name, yesterday, today, blockers }): Item => {
    const parts = [
      ["Since the last standup", yesterday],
      ["Today", today],
      ["In the way", blockers],
    ].filter(([, words]) => words !== "");
    return {
      content: [{ bold: name }],
      detail: parts.flatMap(([label, words]) => [{ bold: `${label}: ` }, `${words}\n`]),
    };
  });
  return [{ type: "items", title, items }];
}

function oldest({ oldest: subject, oldest_reason: reason }: StandupReport["review_queue"]): Inline[] {
  return subject === null ? [] : [` · longest: ${subject}, ${reason}`];
}

function focus({ focus: item }: StandupReport): ViewNode[] {
  if (!item) return [];
  return [{ type: "text", content: [{ bold: "Focus: " }, toLink(item), ` ${item.title}: ${item.why}.`] }];
}

function list(parts: Inline[], total: number): Inline[] {
  const shown = parts.slice(0, LINES_MAX).flatMap((part) => [" · ", part]);
  return total > LINES_MAX ? [...shown, ` · and ${total - LINES_MAX} more`] : shown;
}

function number(value: number | null): string {
  return value === null ? "no data" : String(value);
}
