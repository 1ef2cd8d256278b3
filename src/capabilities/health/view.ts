import { z } from "zod";
import { nameSource } from "#domain/report-header";
import { describeInstant } from "#lib/time";
import type { View, ViewNode } from "#lib/view";

export const Health = z.object({
  zone: z.string(),
  as_of: z.string(),
  /** When the rules last looked at everything; null when they never did. */
  evaluated_at: z.string().nullable(),
  sources: z.array(
    z.object({
      source: z.string(),
      last_event_at: z.string().nullable(),
      last_arrival_at: z.string().nullable(),
      last_poll_at: z.string().nullable(),
      stale: z.boolean(),
    }),
  ),
  jobs_ready: z.number(),
  jobs_dead: z.number(),
  events_unfolded: z.number(),
  messages_uncertain: z.number(),
  deliveries_dead: z.number(),
  /** Whether whoever asks looks after it, and is told how it is mended. */
  may_mend: z.boolean(),
});
export type Health = z.output<typeof Health>;

const MEND = "“adjutant jobs” at the machine shows what was given up; “adjutant doctor” looks into the rest.";

export function describeHealth(health: Health): View {
  const { sources, zone, as_of } = health;
  const text = summarise(health);
  return {
    text,
    nodes: [
      { type: "header", text: "Health" },
      { type: "text", content: [{ bold: text }] },
      ...(sources.length > 0 ? [listSources(health)] : []),
      { type: "figures", figures: listFigures(health) },
      { type: "note", content: [`As of ${describeInstant(new Date(as_of), zone)}`] },
      ...(health.may_mend && countTrouble(health) > 0 ? [{ type: "note" as const, content: [MEND] }] : []),
    ],
  };
}

function countTrouble({ jobs_dead, messages_uncertain, deliveries_dead }: Health): number {
  return jobs_dead + messages_uncertain + deliveries_dead;
}

function summarise(health: Health): string {
  const stale = health.sources.filter((source) => source.stale).map(({ source }) => nameSource(source));
  const trouble = countTrouble(health);
  if (health.sources.length === 0) return "No source has told anything yet.";
  const heard = stale.length === 0 ? "Every source is heard" : `Nothing is heard from ${stale.join(" and ")}`;
  return `${heard}; ${trouble === 0 ? "nothing was given up" : `${trouble} things wait for a person`}.`;
}

function listSources({ sources, zone }: Health): ViewNode {
  const at = (iso: string | null) => (iso === null ? "never" : describeInstant(new Date(iso), zone));
  const rows = sources.map((one) => [
    nameSource(one.source),
    at(one.last_event_at),
    at(one.last_arrival_at),
    at(one.last_poll_at),
    one.stale ? "silent" : "fine",
  ]);
  const columns = ["Source", "Last event", "Last heard", "Last read", "State"];
  return { type: "table", caption: "Sources", columns, rows };
}

function listFigures(health: Health) {
  const { jobs_ready, jobs_dead, events_unfolded, messages_uncertain, deliveries_dead, evaluated_at, zone } = health;
  return [
    { label: "Rules last looked", value: evaluated_at && describeInstant(new Date(evaluated_at), zone) },
    { label: "Jobs that wait", value: jobs_ready },
    { label: "Jobs given up", value: jobs_dead },
    { label: "Events to be folded", value: events_unfolded },
    { label: "Messages of unclear fate", value: messages_uncertain },
    { label: "Deliveries given up", value: deliveries_dead },
  ];
}
