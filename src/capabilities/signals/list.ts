import { z } from "zod";
import { RULE_KINDS } from "#domain/rules";
import { type Signal, SignalState } from "#domain/signals";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { View, ViewNode } from "#lib/view";

const SIGNALS_MAX = 1_000;
const TOP_MAX = 5;

const Row = z.object({
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

const Result = z.object({
  signals: z.array(Row),
  counts: z.record(z.string(), z.number()),
  /** Why the rules file is not in force, when an older one still is. */
  rules_problem: z.string().nullable(),
});
type Result = z.output<typeof Result>;

export const listSignals = defineCapability({
  name: "signals",
  summary: "What the rules found: each condition once, since when, and what became of it.",
  risk: "read",
  command: "/adjutant signals",
  input: z.object({
    kind: z.string().max(60).optional().describe("Only this kind, like stale_pr."),
    state: SignalState.optional().describe(
      "open, acknowledged, snoozed or resolved; open and acknowledged when left out.",
    ),
    subject: z.string().max(200).optional().describe("Only what is about this, like acme/api#7."),
  }),
  result: Result,

  async run({ signals, rules }, { kind, state, subject }) {
    if (kind !== undefined && !RULE_KINDS.some((known) => known === kind)) {
      throw new UserError(`There is no kind “${kind}”. There are: ${RULE_KINDS.join(", ")}.`);
    }
    const found = await signals.list({
      states: state ? [state] : ["open", "acknowledged"],
      ...(kind && { kinds: [kind] }),
      ...(subject && { subjects: [subject.toLowerCase()] }),
      limit: SIGNALS_MAX,
    });
    const counts: Record<string, number> = {};
    for (const signal of found) counts[signal.kind] = (counts[signal.kind] ?? 0) + 1;
    return { signals: found.map(toRow), counts, rules_problem: rules.problem() };
  },

  view: (result) => describe(result),
});

function toRow(signal: Signal): z.output<typeof Row> {
  const { id, kind, scope, subject, title, url, state, reason, rules, reopened, evidence } = signal;
  return {
    ...{ id, kind, scope, subject, title, url, state, reason, rules, reopened, evidence },
    since: signal.since.toISOString(),
    opened_at: signal.openedAt.toISOString(),
    snoozed_until: signal.snoozedUntil?.toISOString() ?? null,
  };
}

function describe({ signals, counts, rules_problem }: Result): View {
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

function listKind(kind: string, count: number, signals: Result["signals"]): ViewNode {
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
