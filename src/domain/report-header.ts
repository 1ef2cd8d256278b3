import { z } from "zod";
import { describeDuration, describeInstant, MINUTE_MS } from "#lib/time";
import type { Inline, ViewNode } from "#lib/view";
import { isStale } from "./delivery.ts";
import type { Observation } from "./observation.ts";

/** What every report says of itself. */
export const ReportHeader = z.object({
  team: z.string(),
  team_name: z.string(),
  as_of: z.string(),
  /** About now, so that a person can act on it; a moment in the past can only be read. */
  is_live: z.boolean(),
  zone: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  freshness: z.array(
    z.object({
      source: z.string(),
      last_event_at: z.string().nullable(),
      last_arrival_at: z.string().nullable(),
      stale: z.boolean(),
    }),
  ),
  generated_by: z.enum(["template", "model"]),
});
export type ReportHeader = z.output<typeof ReportHeader>;

export function toHeader(
  { scope, asOf, since, freshness }: Pick<Observation, "scope" | "asOf" | "since" | "freshness">,
  { now, isLive, pollIntervalMs }: { now: Date; isLive: boolean; pollIntervalMs: Record<string, number | null> },
): ReportHeader {
  return {
    team: scope.key,
    team_name: scope.name,
    as_of: asOf.toISOString(),
    is_live: isLive,
    zone: scope.calendar.zone,
    window: { from: since.toISOString(), to: asOf.toISOString() },
    freshness: freshness.map((source) => ({
      source: source.source,
      last_event_at: source.lastEventAt?.toISOString() ?? null,
      last_arrival_at: source.lastArrivalAt?.toISOString() ?? null,
      stale: isStale(source, now, pollIntervalMs[source.source] ?? null),
    })),
    generated_by: "template",
  };
}

const NAMES: Record<string, string> = { github: "GitHub", jira: "Jira", linear: "Linear" };

/** "20 Nov 2026, 10:00 Europe/Berlin · GitHub 3 minutes ago". */
export function headerNote(header: ReportHeader): ViewNode {
  const asOf = new Date(header.as_of);
  const sources = header.freshness.map((source) => describeSource(source, asOf));
  const content: Inline[] = [
    `As of ${describeInstant(asOf, header.zone)}`,
    sources.length > 0 ? ` · ${sources.join(" · ")}` : " · No source has told anything yet",
  ];
  return { type: "note", content };
}

/** What people call a source. */
export function nameSource(source: string): string {
  return NAMES[source] ?? source;
}

function describeSource({ source, last_arrival_at, stale }: ReportHeader["freshness"][number], asOf: Date): string {
  const name = nameSource(source);
  if (!last_arrival_at) return `${name}: nothing heard yet`;
  const agoMs = asOf.getTime() - Date.parse(last_arrival_at);
  // A report about the past knows what came later, and does not need to be told how long ago that was.
  if (agoMs < 0) return name;
  if (agoMs < MINUTE_MS) return `${name} just now`;
  return `${name} ${describeDuration(agoMs)} ago${stale ? ": stale" : ""}`;
}
