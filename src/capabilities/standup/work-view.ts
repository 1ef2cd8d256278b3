import { toLink } from "#domain/subject";
import type { Inline, Item, ViewNode } from "#lib/view";
import type { StandupReport } from "./report.ts";

const LINES_MAX = 5;

/** What is in the way, first of all: those that were there the day before are said to be. */
export function blockers({ blockers: all, carried_over: old }: StandupReport): ViewNode[] {
  if (!all || all.length === 0) return [];
  const items = all.slice(0, LINES_MAX).map((words): Item => {
    return { content: [words, ...(old?.includes(words) ? [" · carried over"] : [])] };
  });
  return [{ type: "items", title: "Blockers", items, more: all.length - items.length }];
}

/** By epic, each ticket with whose next step it is. */
export function inProgress({ in_progress_by_epic: epics, sprint, todo, backlog }: StandupReport): ViewNode[] {
  if (!epics) return [];
  const items = epics.slice(0, LINES_MAX).map(({ epic, title, items: tickets }): Item => {
    const shown = tickets.slice(0, LINES_MAX).flatMap((ticket): Inline[] => {
      return [" · ", toLink(ticket), ` (${ticket.owner ?? "nobody"})`];
    });
    const more = tickets.length > LINES_MAX ? [` · and ${tickets.length - LINES_MAX} more`] : [];
    const name = epic === null ? "Without an epic" : [epic, title].filter(Boolean).join(" ");
    return { content: [{ bold: `${name}: ${tickets.length}` }], detail: [...shown, ...more].slice(1) };
  });
  const line = sprint === null ? "No sprint is running" : sprint;
  return [
    { type: "text", content: [{ bold: line }, ` · ${todo} to do in it, ${backlog} in the backlog`] },
    ...(items.length > 0
      ? [{ type: "items" as const, title: "In progress", items, more: epics.length - items.length }]
      : []),
  ];
}

/** What was asked for and has no ticket. */
export function untrackedTalk({ untracked_talk: talk }: StandupReport): ViewNode[] {
  if (!talk || talk.length === 0) return [];
  const items = talk.slice(0, LINES_MAX).map(({ channel, title }): Item => {
    return { content: [{ channel, label: channel }, ` ${title}`] };
  });
  return [{ type: "items", title: "Asked for, without a ticket", items, more: talk.length - items.length }];
}
