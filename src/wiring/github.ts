import type { Metrics } from "#lib/metrics";
import { requestEvaluation } from "#operations/evaluation";
import type { GithubSyncing } from "#operations/sync";
import { listRunningCommits } from "#store/running-checks";
import type { App } from "./app.ts";
import { githubOf } from "./github-client.ts";

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
