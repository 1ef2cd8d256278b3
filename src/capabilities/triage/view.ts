import { entryContent, entryDetail } from "#domain/attention-entry";
import { FIGURES, type FigureName } from "#domain/figures";
import { headerNote } from "#domain/report-header";
import type { Button, Figure, Item, View, ViewNode } from "#lib/view";
import type { TriageReport } from "./report.ts";

const MORE_LINES = 20;

type TriageItem = TriageReport["items"][number];

export function view(report: TriageReport): View {
  const { items, items_total: total } = report;
  return {
    text: conclude(report),
    nodes: [
      { type: "header", text: `Triage · ${report.team_name}` },
      headerNote(report),
      { type: "figures", figures: listFigures(report) },
      { type: "items", items: items.map((item) => toItem(item, report)), more: total - items.length },
      ...(items.length === 0 ? [{ type: "text" as const, content: ["Nothing needs anybody right now."] }] : []),
      hidden(report),
      ...more(report),
    ],
  };
}

function conclude({ team_name, items, items_total }: TriageReport): string {
  const [first] = items;
  if (!first) return `Triage for ${team_name}: nothing needs anybody right now.`;
  const things = items_total === 1 ? "One thing needs" : `${items_total} things need`;
  return `Triage for ${team_name}: ${things} attention. First: ${first.subject}, ${first.reasons[0]}.`;
}

type Counted = Extract<FigureName, keyof TriageReport>;

function listFigures(report: TriageReport): Figure[] {
  const names: Counted[] = ["open_prs_total", "stale_pr_count", "pr_without_review_count"];
  return names.map((name) => ({
    label: FIGURES[name].label,
    value: report[name],
    why: { name: "why", input: { figure: name, team: report.team, as_of: report.as_of } },
  }));
}

function toItem(item: TriageItem, report: TriageReport): Item {
  const mark = item.is_new ? ["new · "] : [];
  return {
    content: [`${item.rank}. `, ...entryContent(item)],
    detail: [...mark, ...entryDetail(item)],
    buttons: listButtons(item, report),
  };
}

/** Why opens the proof of the rank; the others act on the present, so a line about the past has none. */
function listButtons({ subject }: TriageItem, { as_of, team, is_live }: TriageReport): Button[] {
  const why: Button = {
    label: "Why",
    description: `Why ${subject}`,
    call: { name: "signals.explain", input: { subject, team, as_of } },
    opens: "dialog",
  };
  if (!is_live) return [why];
  return [
    why,
    {
      label: "Snooze",
      description: `Snooze ${subject} for a day`,
      call: { name: "signals.snooze", input: { subject } },
    },
    { label: "Done", description: `${subject} is done`, call: { name: "signals.done", input: { subject } } },
  ];
}

function hidden({ hidden: { bots, drafts, snoozed, done } }: TriageReport): ViewNode {
  const parts = [
    [bots, "by bots"],
    [drafts, "drafts"],
    [snoozed, "snoozed"],
    [done, "marked done"],
  ].flatMap(([count, what]) => (count ? [`${count} ${what}`] : []));
  return { type: "note", content: [parts.length > 0 ? `Not shown: ${parts.join(", ")}.` : "Nothing is hidden."] };
}

function more({ items, items_total: total, team }: TriageReport): ViewNode[] {
  if (total <= items.length) return [];
  const input = { team, limit: Math.min(total, MORE_LINES) };
  return [{ type: "buttons", buttons: [{ label: `Show ${input.limit}`, call: { name: "triage", input } }] }];
}
