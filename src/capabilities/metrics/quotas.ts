import { z } from "zod";
import { NOISE } from "#domain/acting/noise";
import { defineCapability } from "#kernel/capability";
import { zoneOf } from "#lib/time";
import { say } from "#lib/view";

const Quotas = z.object({
  ok: z.literal(true),
  quota: z.object({
    /** Since the local day began. */
    slack_posts: z.number(),
    rag_searches: z.number(),
    limits: z.object({ direct_messages_daily_max: z.number(), channel_messages_hourly_max: z.number() }),
  }),
});

export const metricQuotas = defineCapability({
  name: "metrics.quotas",
  summary: "What was posted and searched today, and how much may be.",
  risk: "read",
  input: z.object({}),
  result: Quotas,

  async run({ metrics, settings, now }) {
    const zone = zoneOf(settings.zone);
    const since = new Date(zone.startOf(zone.dayOf(now().getTime())));
    const { posts, searches } = await metrics.usage(since);
    const limits = {
      direct_messages_daily_max: NOISE.personPerDay,
      channel_messages_hourly_max: NOISE.channelPerHour,
    };
    return { ok: true as const, quota: { slack_posts: posts, rag_searches: searches, limits } };
  },

  view: ({ quota: { slack_posts: posts, rag_searches: searches } }) =>
    say(`Today ${posts} messages were posted and documents were searched ${searches} times.`),
});
