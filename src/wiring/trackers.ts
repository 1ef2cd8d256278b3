import type { Config } from "#config";
import { createGoogleCalendar } from "#integrations/google/calendar";
import { createJiraClient } from "#integrations/jira/client";
import { createJiraReads } from "#integrations/jira/reads";
import { createJiraWrites } from "#integrations/jira/writes";
import { createLinearReads } from "#integrations/linear/reads";
import { createGraphql } from "#integrations/linear/transport";
import { createLinearWrites } from "#integrations/linear/writes";
import { createPagerdutyWrites } from "#integrations/pagerduty/writes";
import type { VendorReads, VendorWrites } from "#kernel/ports/vendors";
import type { Metrics } from "#lib/metrics";
import { counting } from "./counting.ts";

/** Where tickets live, what rings people, and where they meet; null for each that is not configured. */
export interface Trackers {
  reads: Pick<VendorReads, "jira" | "linear" | "google">;
  writes: Pick<VendorWrites, "jira" | "linear" | "pagerduty" | "google">;
}

export function createTrackers(config: Config, metrics: Metrics): Trackers {
  const now = () => new Date();
  const jira = jiraOf(config, metrics, now);
  const linear = config.linear && createGraphql({ ...config.linear, onAttempt: counting(metrics, "linear") });
  const pagerduty = config.pagerduty && { ...config.pagerduty, now, onAttempt: counting(metrics, "pagerduty") };
  const google =
    config.calendar && createGoogleCalendar({ ...config.calendar, now, onAttempt: counting(metrics, "google") });
  return {
    reads: {
      jira: jira && createJiraReads(jira),
      linear: linear && createLinearReads(linear, now),
      google: google?.reads ?? null,
    },
    writes: {
      jira: jira && createJiraWrites(jira),
      linear: linear && createLinearWrites(linear, now),
      pagerduty: pagerduty && createPagerdutyWrites(pagerduty),
      google: google?.writes ?? null,
    },
  };
}

/** Its client is made when it is first needed. */
function jiraOf({ jira }: Config, metrics: Metrics, now: () => Date) {
  if (!jira) return null;
  let client: ReturnType<typeof createJiraClient> | undefined;
  return {
    url: jira.url.replace(/\/+$/, ""),
    now,
    client: () => {
      client ??= createJiraClient({
        ...jira,
        onAttempt: counting(metrics, "jira"),
        onMismatch: () => metrics.count("vendor_mismatches_total", { vendor: "jira" }),
      });
      return client;
    },
  };
}
