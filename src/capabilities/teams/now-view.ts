import { z } from "zod";
import { describeTrust, Trust } from "#domain/evaluation-trust";
import { EVERYTHING } from "#domain/scopes";
import { toLink } from "#domain/subject";
import { describeInstant } from "#lib/time";
import type { Figure, View, ViewNode } from "#lib/view";

export const TeamNow = Trust.extend({
  team: z.string(),
  team_name: z.string(),
  zone: z.string(),
  as_of: z.string(),
  /** Pull requests of people that are open and no drafts. */
  wip: z.number(),
  wip_limit: z.number().nullable(),
  /** Whether it has as many people as it takes to open its figures. */
  is_open: z.boolean(),
  signals: z.number(),
  counts: z.record(z.string(), z.number()),
  top: z.array(
    z.object({ kind: z.string(), subject: z.string(), title: z.string(), url: z.string(), reason: z.string() }),
  ),
  /** The other teams of whoever asks; all there are for those who are in none. */
  others: z.array(z.string()),
});
export type TeamNow = z.output<typeof TeamNow>;

export function describeNow(now: TeamNow): View {
  const { team_name: name, signals, wip, wip_limit: limit, as_of, zone } = now;
  const text = `${name}: ${signals} ${signals === 1 ? "signal" : "signals"}, ${wip} in progress${limit === null ? "" : ` of ${limit}`}.`;
  return {
    text,
    nodes: [
      { type: "header", text: `${name} now` },
      { type: "text", content: [{ bold: text }] },
      ...describeTrust(now, zone),
      { type: "figures", figures: listFigures(now) },
      ...listTop(now),
      ...listTeams(now),
      { type: "note", content: [`As of ${describeInstant(new Date(as_of), zone)}`] },
    ],
  };
}

function listFigures({ team, wip, wip_limit: limit, is_open, signals, counts }: TeamNow): Figure[] {
  const kinds = Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${kind}`);
  const isOver = limit !== null && wip > limit;
  return [
    {
      ...{ label: "Work in progress", value: wip },
      ...(limit !== null && { note: `limit ${limit}${isOver ? ", over it" : ""}` }),
      ...(is_open && { why: { name: "metrics.evidence", input: { metric: "wip", of: team } } }),
    },
    {
      ...{ label: "Signals", value: signals },
      ...(kinds.length > 0 && { note: kinds.join(", ") }),
      why: { name: "signals", input: { team } },
    },
  ];
}

function listTop({ top, signals }: TeamNow): ViewNode[] {
  if (top.length === 0) return [{ type: "text", content: ["The rules find nothing to say."] }];
  const items = top.map((signal) => ({
    content: [signal.url === "" ? signal.subject : toLink(signal), ` ${signal.title}`],
    detail: [`${signal.kind}: ${signal.reason}`],
  }));
  return [{ type: "items", title: "The longest lasting", items, more: signals - top.length }];
}

function listTeams({ team, others }: TeamNow): ViewNode[] {
  const hint = "There is no team yet. An operator makes one with teams.save.";
  if (others.length === 0) return team === EVERYTHING ? [{ type: "note", content: [hint] }] : [];
  const buttons = others.map((other) => ({
    ...{ label: other, description: `Show the team ${other}`, opens: "dialog" as const },
    call: { name: "teams.now", input: { team: other } },
  }));
  return [{ type: "buttons", buttons }];
}
