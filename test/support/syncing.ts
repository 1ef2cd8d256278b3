import { onTestFinished } from "vitest";
import { createGithubClient } from "#integrations/github/client";
import { requestEvaluation } from "#operations/evaluation";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import { createWorld } from "#sandbox/world/world";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createMemory } from "#store/memory";
import { listRunningCommits } from "#store/running-checks";
import { openTestStore } from "./stores.ts";

export const START = new Date("2026-11-16T09:00:00Z");

/** A world with a clock that the test moves, and what reading it needs. */
export async function openSyncing() {
  let at = START;
  const now = () => at;
  const world = createWorld({ seed: 4, now });
  const github = await createGithubSandbox({ world });
  onTestFinished(() => github.close());
  const store = await openTestStore("sqlite");
  const client = await createGithubClient({ apiUrl: github.url, token: github.token });
  const [facts, memory] = [createFacts(store), createMemory(store)];
  const syncing = {
    ...{ facts, memory, now, events: createEvents(store), bots: new Set<string>(), github: async () => client },
    runningCommits: (repository: string, moment: Date) => listRunningCommits(store, repository, moment),
    requestEvaluation: () => requestEvaluation(store, at),
  };
  return {
    ...{ world, github, store, client, syncing },
    open: () => facts.openPullRequests(["acme/api"], at),
    skip(ms: number) {
      at = new Date(at.getTime() + ms);
    },
  };
}
