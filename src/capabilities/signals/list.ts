import { z } from "zod";
import { RULE_KINDS } from "#domain/rules";
import { type Signal, SignalState } from "#domain/signals";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { describeSignals, SignalList, type SignalRow } from "./list-view.ts";

const SIGNALS_MAX = 1_000;

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
  result: SignalList,

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

  view: (result) => describeSignals(result),
});

function toRow(signal: Signal): z.output<typeof SignalRow> {
  const { id, kind, scope, subject, title, url, state, reason, rules, reopened, evidence } = signal;
  return {
    ...{ id, kind, scope, subject, title, url, state, reason, rules, reopened, evidence },
    since: signal.since.toISOString(),
    opened_at: signal.openedAt.toISOString(),
    snoozed_until: signal.snoozedUntil?.toISOString() ?? null,
  };
}
