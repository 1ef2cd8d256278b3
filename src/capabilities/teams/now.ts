import { z } from "zod";
import { toTrust } from "#domain/evaluation-trust";
import { GROUP_MIN } from "#domain/metrics/metric";
import { EVERYTHING } from "#domain/scopes";
import { accountOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { findScope } from "#kernel/observe";
import { describeNow, TeamNow } from "./now-view.ts";

const SIGNALS_MAX = 1_000;
const TOP_MAX = 8;
const TEAMS_MAX = 20;

export const teamNow = defineCapability({
  name: "teams.now",
  summary: "How a team stands at this moment: what the rules found, and its work in progress.",
  risk: "read",
  phrases: [{ words: "my team", input: {} }],
  input: z.object({
    team: z
      .string()
      .trim()
      .toLowerCase()
      .min(1)
      .max(40)
      .optional()
      .describe("A team's key, or all; your own team when left out."),
  }),
  result: TeamNow,

  async run(context, { team }) {
    const { directory, settings, signals, metrics } = context;
    const asOf = context.now();
    const { own, all } = await listKeys(context);
    const scope = await findScope(directory, { key: team ?? own[0] ?? EVERYTHING, zone: settings.zone });
    const { key, name, repositories, wipLimit, calendar } = scope;
    const question = { repositories, own: null, zone: calendar.zone, asOf };
    const [found, state, wip, one] = await Promise.all([
      signals.list({ states: ["open", "acknowledged"], team: toFilter(scope), limit: SIGNALS_MAX + 1 }),
      signals.state(asOf),
      metrics.tally("wip", { ...question, window: { from: asOf.getTime(), to: asOf.getTime() } }),
      directory.team(key),
    ]);
    const size = one?.members.length ?? 0;
    return {
      ...{ ...toTrust(state), team: key, team_name: name, zone: calendar.zone, as_of: asOf.toISOString() },
      ...{ wip: wip.n, wip_limit: wipLimit ?? null, is_open: size === 0 || size >= GROUP_MIN },
      signals: Math.min(found.length, SIGNALS_MAX),
      counts: countKinds(found),
      top: found
        .slice(0, TOP_MAX)
        .map(({ kind, subject, title, url, reason }) => ({ kind, subject, title, url, reason })),
      others: (own.length > 0 ? own : all).filter((other) => other !== key).slice(0, TEAMS_MAX),
    };
  },

  view: describeNow,
});

function toFilter({ key, repositories }: { key: string; repositories: string[] | null }) {
  return repositories ? { key, repositories } : undefined;
}

function countKinds(signals: readonly { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of signals) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** The teams of whoever asks, and all there are. */
async function listKeys(context: Context): Promise<{ own: string[]; all: string[] }> {
  const account = accountOf(context);
  const [teams, person] = await Promise.all([
    context.directory.teams(),
    account && context.directory.personOf(account),
  ]);
  const own = teams.filter(({ members }) => members.some(({ id }) => id === person?.id));
  return { own: own.map(({ key }) => key), all: teams.map(({ key }) => key) };
}
