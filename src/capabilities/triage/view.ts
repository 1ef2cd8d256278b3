import { entryContent, entryDetail } from "#domain/attention-entry";
import { describeTrust } from "#domain/evaluation-trust";
import { FIGURES, type FigureName } from "#domain/figures";
import { headerNote } from "#domain/report-header";
import type { Button, Figure, Inline, Item, View, ViewNode } from "#lib/view";
import { offerButtons } from "./offers.ts";
import type { TriageReport } from "./report.ts";

const MORE_LINES = 20;
const TEAMS_MAX = 3;
const HELD_BACK_SHOWN = 5;

type TriageItem = TriageReport["items"][number];

export function view(report: TriageReport): View {
  const { items, items_total: total, mine } = report;
  const lines: ViewNode = {
    type: "items",
    items: items.map((item) => toItem(item, report)),
    more: total - items.length,
  };
  return {
    text: conclude(report),
    nodes: [
      { type: "header", text: mine ? "What needs you" : `Triage · ${report.team_name}` },
      headerNote(report),
      ...(report.is_live ? describeTrust(report, report.zone) : []),
      ...(mine ? [] : [{ type: "figures" as const, figures: listFigures(report) }]),
      ...(items.length > 0 ? [lines] : [{ type: "text" as const, content: nothing(report) }]),
      ...hidden(report),
      ...heldBack(report),
      ...further(report),
    ],
  };
}

function conclude(report: TriageReport): string {
  const { team_name, items, items_total: total, mine } = report;
  const [first] = items;
  const about = mine ? "For you" : `Triage for ${team_name}`;
  if (!first) return `${about}: ${lowerFirst(nothing(report).map(toText).join(""))}`;
  const things = total === 1 ? "One thing needs" : `${total} things need`;
  return `${about}: ${things} ${mine ? "you" : "attention"}. First: ${first.subject}, ${first.reasons[0]}.`;
}

/** An empty list, and what it means. */
function nothing({ mine, freshness }: TriageReport): Inline[] {
  if (freshness.length === 0) return ["Nothing has been heard from any source yet."];
  if (!mine) return ["Nothing needs anybody right now."];
  if (mine.has_account) return ["Nothing needs you right now. Enjoy the quiet."];
  const link = { code: "/adjutant link github LOGIN" };
  return ["Which login is yours on GitHub is not known yet. Say it with ", link, " and you will see what needs you."];
}

function toText(inline: Inline): string {
  return typeof inline === "object" && "code" in inline ? inline.code : String(inline);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
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
function listButtons({ subject, offers }: TriageItem, { as_of, team, is_live }: TriageReport): Button[] {
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
    ...offerButtons(subject, offers),
  ];
}

function hidden({ mine, hidden: { bots, drafts, snoozed, done } }: TriageReport): ViewNode[] {
  const parts = [
    [bots, "by bots"],
    [drafts, drafts === 1 ? "draft" : "drafts"],
    [snoozed, "snoozed"],
    [done, "marked done"],
  ].flatMap(([count, what]) => (count ? [`${count} ${what}`] : []));
  if (parts.length > 0) return [{ type: "note", content: [`Not shown: ${parts.join(", ")}.`] }];
  return mine ? [] : [{ type: "note", content: ["Nothing is hidden."] }];
}

function heldBack({ held_back: held }: TriageReport): ViewNode[] {
  if (held.length === 0) return [];
  const shown = held.slice(0, HELD_BACK_SHOWN).map(({ words }) => words);
  const more = held.length > shown.length ? ` And ${held.length - shown.length} more.` : "";
  return [
    { type: "note", content: [`Held back, because who was to hear of it has heard enough: ${shown.join(" ")}${more}`] },
  ];
}

/** What leads on from here: the rest of the list, what is snoozed, and from one's own part to the team's. */
function further(report: TriageReport): ViewNode[] {
  const { items, items_total: total, team, mine, is_live, as_of } = report;
  const again = { team, ...(mine && { mine: true }), ...(!is_live && { as_of }) };
  const limit = Math.min(total, MORE_LINES);
  const buttons = [
    ...(total > items.length && items.length < limit ? [open(`Show ${limit}`, "triage", { ...again, limit })] : []),
    ...(is_live && report.hidden.snoozed > 0 ? [open("Show snoozed", "signals", { team, state: "snoozed" })] : []),
    ...(mine ? listTeams(mine) : []),
  ];
  return buttons.length > 0 ? [{ type: "buttons", buttons }] : [];
}

function listTeams({ teams }: NonNullable<TriageReport["mine"]>): Button[] {
  if (teams.length === 0) return [open("Everybody's triage", "triage", {})];
  return teams.slice(0, TEAMS_MAX).map(({ key, name }) => open(`Triage of ${name}`, "triage", { team: key }));
}

function open(label: string, name: string, input: Record<string, unknown>): Button {
  return { label, call: { name, input }, opens: "dialog" };
}
