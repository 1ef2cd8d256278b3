import { z } from "zod";
import { SignalState } from "#domain/signals";
import type { View, ViewNode } from "#lib/view";

const TOP_MAX = 5;

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

export const SignalList = z.object({
  signals: z.array(SignalRow),
  counts: z.record(z.string(), z.number()),
  /** Why the rules file is not in force, when an older one still is. */
  rules_problem: z.string().nullable(),
});
export type SignalList = z.output<typeof SignalList>;

export function describeSignals({ signals, counts, rules_problem }: SignalList): View {
  const problem: ViewNode[] = rules_problem
    ? [{ type: "text", content: [{ bold: "The rules file is not in force: " }, rules_problem] }]
    : [];
  const kinds = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const told = kinds.map(([kind, count]) => `${count} ${kind}`).join(", ");
  return {
    text: signals.length === 0 ? "There are no signals." : `${signals.length} signals: ${told}.`,
    nodes: [
      { type: "header", text: "Signals" },
      ...problem,
      ...(signals.length === 0
        ? [{ type: "text" as const, content: ["Nothing the rules look for is the case."] }]
        : []),
      ...kinds.map(([kind, count]) => listKind(kind, count, signals)),
    ],
  };
}

function listKind(kind: string, count: number, signals: SignalList["signals"]): ViewNode {
  const top = signals.filter((signal) => signal.kind === kind).slice(0, TOP_MAX);
  return {
    type: "items",
    title: `${kind}: ${count}`,
    items: top.map(({ subject, url, title, reason, state }) => ({
      content: [url ? { link: url, label: subject } : { bold: subject }, ` ${title}`],
      detail: [`${reason}${state === "open" ? "" : `, ${state}`}`],
    })),
    more: count - top.length,
  };
}
