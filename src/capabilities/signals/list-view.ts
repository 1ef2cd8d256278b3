import { z } from "zod";
import { describeTrust, Trust } from "#domain/evaluation-trust";
import { SignalState } from "#domain/signals";
import { toLink } from "#domain/subject";
import { describeInstant } from "#lib/time";
import type { Item, View, ViewNode } from "#lib/view";
import { undo } from "./change.ts";

const TOP_MAX = 5;
const SNOOZES_MAX = 10;
const NOTHING = "There are no signals.";

export const SignalRow = z.object({
  id: z.string(),
  kind: z.string(),
  scope: z.string(),
  subject: z.string(),
  title: z.string(),
  url: z.string(),
  state: SignalState,
  reason: z.string(),
  rules: z.array(z.string()),
  since: z.string(),
  opened_at: z.string(),
  snoozed_until: z.string().nullable(),
  reopened: z.number(),
  evidence: z.array(z.unknown()),
});

export const SignalList = Trust.extend({
  team: z.string(),
  team_name: z.string(),
  as_of: z.string(),
  is_live: z.boolean(),
  zone: z.string(),
  signals: z.array(SignalRow),
  counts: z.record(z.string(), z.number()),
  /** Whether there are more than these. */
  is_cut: z.boolean(),
  /** Those in force, also of subjects about which nothing is found; none for a moment in the past. */
  snoozes: z.array(z.object({ subject: z.string(), rule: z.string().nullable(), until: z.string() })),
  /** Why the rules file is not in force, when an older one still is. */
  rules_problem: z.string().nullable(),
});
export type SignalList = z.output<typeof SignalList>;

export function describeSignals(list: SignalList): View {
  const { signals, counts, is_live, zone } = list;
  const kinds = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const told = kinds.map(([kind, count]) => `${count} ${kind}`).join(", ");
  return {
    text: signals.length === 0 ? conclude(list) : `${signals.length} signals: ${told}.`,
    nodes: [
      { type: "header", text: `Signals · ${list.team_name}` },
      ...describeTime(list),
      ...describeProblem(list),
      ...(is_live ? describeTrust(list, zone) : []),
      ...(signals.length === 0 ? [{ type: "text" as const, content: [NOTHING] }] : []),
      ...kinds.map(([kind, count]) => listKind(kind, count, list)),
      ...listSnoozes(list),
    ],
  };
}

function conclude({ is_live, evaluated_at }: SignalList): string {
  return is_live && evaluated_at === null ? "There are no signals yet: the rules have not been evaluated." : NOTHING;
}

function describeTime({ as_of, is_live, evaluated_at, zone }: SignalList): ViewNode[] {
  if (!is_live) return [{ type: "note", content: [`As of ${describeInstant(new Date(as_of), zone)}`] }];
  if (!evaluated_at) return [];
  return [{ type: "note", content: [`Evaluated ${describeInstant(new Date(evaluated_at), zone)}`] }];
}

function describeProblem({ rules_problem, is_cut, signals }: SignalList): ViewNode[] {
  const problems: ViewNode[] = [];
  if (rules_problem) {
    problems.push({ type: "text", content: [{ bold: "The rules file is not in force: " }, rules_problem] });
  }
  if (is_cut) problems.push({ type: "text", content: [`Only the oldest ${signals.length} are counted here.`] });
  return problems;
}

function listKind(kind: string, count: number, { signals, zone }: SignalList): ViewNode {
  const top = signals.filter((signal) => signal.kind === kind).slice(0, TOP_MAX);
  const items = top.map((signal) => ({
    content: [toLink(signal), ` ${signal.title}`],
    detail: [`${signal.reason}${describeState(signal, zone)}`],
  }));
  return { type: "items", title: `${kind}: ${count}`, items, more: count - top.length };
}

function describeState({ state, snoozed_until }: z.output<typeof SignalRow>, zone: string): string {
  if (state === "open") return "";
  return snoozed_until ? `, ${state} until ${describeInstant(new Date(snoozed_until), zone)}` : `, ${state}`;
}

function listSnoozes({ snoozes, zone }: SignalList): ViewNode[] {
  if (snoozes.length === 0) return [];
  const items = snoozes.slice(0, SNOOZES_MAX).map(({ subject, rule, until }): Item => {
    const what = rule ? `, for the rule ${rule}` : "";
    const when = ` until ${describeInstant(new Date(until), zone)}${what}`;
    return { content: [{ bold: subject }, when], buttons: [undo(subject)] };
  });
  return [{ type: "items", title: `Snoozed: ${snoozes.length}`, items, more: snoozes.length - items.length }];
}
