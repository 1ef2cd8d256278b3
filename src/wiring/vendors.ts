import type { Config } from "#config";
import type { VendorReads, VendorWrites } from "#kernel/ports/vendors";
import type { Metrics } from "#lib/metrics";
import { githubOf } from "./github-client.ts";
import { lazily } from "./lazy.ts";
import type { Trackers } from "./trackers.ts";

/** What is read of vendors at the moment, and what is changed there; null for each that is not configured. */
export function createVendors(
  config: Config,
  metrics: Metrics,
): { reads: VendorReads; writes: Omit<VendorWrites, "adjutant"> } {
  const now = () => new Date();
  const { jira, linear, pagerduty, calendar } = config;
  const github = githubOf(config, metrics);
  let loading: Promise<Trackers> | undefined;
  function trackers(): Promise<Trackers> {
    loading ??= import("./trackers.ts").then(({ createTrackers }) => createTrackers(config, metrics));
    return loading;
  }
  return {
    reads: {
      github: github
        ? lazily(async () => (await import("#integrations/github/reads")).createGithubReads(github))
        : null,
      jira: jira && lazily(async () => present((await trackers()).reads.jira)),
      linear: linear && lazily(async () => present((await trackers()).reads.linear)),
      google: calendar && lazily(async () => present((await trackers()).reads.google)),
    },
    writes: {
      github: github
        ? lazily(async () => (await import("#integrations/github/writes")).createGithubWrites(github, now))
        : null,
      jira: jira && lazily(async () => present((await trackers()).writes.jira)),
      linear: linear && lazily(async () => present((await trackers()).writes.linear)),
      pagerduty: pagerduty && lazily(async () => present((await trackers()).writes.pagerduty)),
      google: calendar && lazily(async () => present((await trackers()).writes.google)),
    },
  };
}

/** What is configured is there. */
function present<Port>(port: Port | null): Port {
  if (port === null) throw new Error("A vendor that is configured is not there.");
  return port;
}
