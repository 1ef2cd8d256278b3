import { z } from "zod";
import { isStale } from "#domain/delivery";
import { defineCapability } from "#kernel/capability";
import { describeHealth, Health } from "./view.ts";

export const health = defineCapability({
  name: "health",
  summary: "Whether every source is heard, and what of its own work waits or was given up.",
  risk: "read",
  phrases: [{ words: "are you well", input: {} }],
  input: z.object({}),
  result: Health,

  async run(context) {
    const { facts, signals, upkeep, trust, settings } = context;
    const now = context.now();
    const [sources, state, { jobs, letters, unfolded }, { mayPause }] = await Promise.all([
      facts.freshness(),
      signals.state(now),
      upkeep.backlog(),
      trust.powers(context),
    ]);
    return {
      ...{ zone: settings.zone, as_of: now.toISOString(), evaluated_at: state.evaluatedAt?.toISOString() ?? null },
      sources: sources.map((source) => ({
        source: source.source,
        last_event_at: source.lastEventAt?.toISOString() ?? null,
        last_arrival_at: source.lastArrivalAt?.toISOString() ?? null,
        last_poll_at: source.lastPollAt?.toISOString() ?? null,
        stale: isStale(source, now, settings.pollIntervalMs[source.source] ?? null),
      })),
      ...{ jobs_ready: jobs.ready, jobs_dead: jobs.dead, events_unfolded: unfolded },
      ...{ messages_uncertain: letters.uncertain, deliveries_dead: letters.dead },
      may_mend: mayPause,
    };
  },

  view: describeHealth,
});
