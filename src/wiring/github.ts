import type { Config } from "#config";
import { createGithubClient } from "#integrations/github/client";
import type { Metrics } from "#lib/metrics";
import { requestEvaluation } from "#operations/evaluation";
import type { GithubSyncing } from "#operations/sync";
import { listRunningCommits } from "#store/running-checks";
import type { App } from "./app.ts";

/** A client of GitHub, made when it is first needed; undefined while no token is set. */
export function githubOf({ github }: Config, metrics: Metrics) {
  if (!github.token) return undefined;
  let client: ReturnType<typeof createGithubClient> | undefined;
  return () => {
    client ??= createGithubClient({
      ...github,
      onAttempt({ status, ms }) {
        metrics.count("vendor_requests_total", { vendor: "github", status: String(status) });
        metrics.observe("vendor_request_seconds", ms / 1_000, { vendor: "github" });
      },
    });
    return client;
  };
}

/** What reading a repository needs. */
export function syncingOf({ config, events, ports, store, now }: App, metrics: Metrics): GithubSyncing {
  return {
    ...{ events, now, facts: ports.facts, memory: ports.memory },
    bots: new Set(config.github.bots),
    github: githubOf(config, metrics),
    runningCommits: (repository, at) => listRunningCommits(store, repository, at),
    requestEvaluation: () => requestEvaluation(store, now()),
  };
}
