import { DEFAULT_FIELDS } from "#integrations/jira/normalise";
import { createJiraSource } from "#integrations/jira/source";
import { createLinearSource } from "#integrations/linear/source";
import { createGraphql } from "#integrations/linear/transport";
import { requestEvaluation } from "#operations/evaluation";
import { plannedTickets } from "#sandbox/world/planned";
import { createSprints } from "#sandbox/world/sprints";
import type { Dialect } from "#store/dialect";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createMemory } from "#store/memory";
import { createTickets } from "#store/tickets";
import { openTestStore } from "./stores.ts";
import { openTrackers } from "./trackers.ts";

/** Both trackers of a world whose clock the test moves, and what reading them needs. */
export async function openTicketSyncing(dialect: Dialect = "sqlite") {
  let skipped = 0;
  const trackers = await openTrackers({ now: () => new Date(Date.now() + skipped) });
  const { world, jira, linear } = trackers;
  world.state.sprints = createSprints(world.startedAt);
  world.state.tickets.push(...plannedTickets(world.state, world.startedAt));
  const now = () => world.now();
  const store = await openTestStore(dialect);
  const tickets = createTickets(store);
  const graphql = createGraphql({ apiUrl: linear.url, apiKey: linear.key });
  const sources = {
    jira: async () => createJiraSource({ ...jira, fields: DEFAULT_FIELDS, now }),
    linear: async () => createLinearSource(graphql, now),
  };
  const syncing = {
    ...{ sources, tickets, now, events: createEvents(store), facts: createFacts(store), memory: createMemory(store) },
    requestEvaluation: () => requestEvaluation(store, now()),
  };
  return {
    ...{ ...trackers, store, tickets, syncing, now },
    skip(ms: number) {
      skipped += ms;
    },
  };
}
