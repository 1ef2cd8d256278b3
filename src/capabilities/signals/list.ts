import { z } from "zod";
import { toTrust } from "#domain/evaluation-trust";
import type { EvaluationScope } from "#domain/findings";
import { AsOfField, readMoment, TeamField } from "#domain/report-fields";
import { RULE_KINDS } from "#domain/rules";
import { type Signal, SignalState, type Snooze } from "#domain/signals";
import { repositoryOf } from "#domain/subject";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { findScope } from "#kernel/observe";
import { describeSignals, SignalList, type SignalRow } from "./list-view.ts";

const SIGNALS_MAX = 1_000;

export const listSignals = defineCapability({
  name: "signals",
  summary: "What the rules found: each condition once, since when, and what became of it.",
  risk: "read",
  command: "/adjutant signals",
  phrases: [
    { words: "stale prs", input: { kind: "stale_pr" } },
    { words: "stale pull requests", input: { kind: "stale_pr" } },
    { words: "prs without review", input: { kind: "pr_without_review" } },
    { words: "pull requests without review", input: { kind: "pr_without_review" } },
    { words: "blocked prs", input: { kind: "blocked_pr" } },
    { words: "blocked pull requests", input: { kind: "blocked_pr" } },
    { words: "failing checks", input: { kind: "red_checks" } },
    { words: "open incidents", input: { kind: "open_incident" } },
    { words: "failed deployments", input: { kind: "failed_deployment" } },
  ],
  input: z.object({
    kind: z.string().max(60).optional().describe("Only this kind, like stale_pr."),
    state: SignalState.optional().describe(
      "open, acknowledged, snoozed or resolved; open and acknowledged when left out.",
    ),
    subject: z.string().max(200).optional().describe("Only what is about this, like acme/api#7."),
    team: TeamField,
    as_of: AsOfField,
  }),
  result: SignalList,

  async run(context, { kind, state, subject, team, as_of }) {
    assertKind(kind);
    const { signals, directory, settings } = context;
    const now = context.now();
    const scope = await findScope(directory, { key: team, zone: settings.zone });
    const subjects = subject === undefined ? undefined : [subject.toLowerCase()];
    const filter = {
      states: state ? [state] : (["open", "acknowledged"] satisfies SignalState[]),
      kinds: kind === undefined ? undefined : [kind],
      subjects,
      team: scope.repositories ? { key: scope.key, repositories: scope.repositories } : undefined,
      limit: SIGNALS_MAX + 1,
    };
    const asOf = readMoment(as_of, now);
    const found = await (as_of === undefined ? signals.list(filter) : signals.listAt(filter, asOf));
    const shown = found.slice(0, SIGNALS_MAX);
    const snoozes = as_of === undefined ? await signals.snoozes({ at: now, subjects }) : [];
    return {
      ...toTrust(await signals.state(now)),
      team: scope.key,
      team_name: scope.name,
      as_of: asOf.toISOString(),
      is_live: as_of === undefined,
      zone: scope.calendar.zone,
      signals: shown.map(toRow),
      counts: countKinds(shown),
      is_cut: found.length > shown.length,
      snoozes: snoozes.filter((snooze) => isOf(scope, snooze)).map(toSnooze),
      rules_problem: context.rules.problem(),
    };
  },

  view: (result) => describeSignals(result),
});

function assertKind(kind: string | undefined): void {
  if (kind === undefined || RULE_KINDS.some((known) => known === kind)) return;
  throw new UserError(`There is no kind “${kind}”. There are: ${RULE_KINDS.join(", ")}.`);
}

function countKinds(signals: readonly Signal[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of signals) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function isOf({ key, repositories }: EvaluationScope, { subject }: Snooze): boolean {
  return repositories === null || subject === `team:${key}` || repositories.includes(repositoryOf(subject));
}

function toSnooze({ subject, rule, until }: Snooze) {
  return { subject, rule: rule || null, until: until.toISOString() };
}

function toRow(signal: Signal): z.output<typeof SignalRow> {
  const { id, kind, scope, subject, title, url, state, reason, rules, reopened, evidence } = signal;
  return {
    ...{ id, kind, scope, subject, title, url, state, reason, rules, reopened, evidence },
    since: signal.since.toISOString(),
    opened_at: signal.openedAt.toISOString(),
    snoozed_until: signal.snoozedUntil?.toISOString() ?? null,
  };
}
