import type { TicketSource } from "#integrations/ticket-source";
import type { Metrics } from "#lib/metrics";
import type { ProjectJob } from "#operations/background";
import { requestEvaluation } from "#operations/evaluation";
import type { TicketSyncing } from "#operations/sync-tickets";
import type { App } from "./app.ts";
import { counting } from "./counting.ts";

/** What reading tickets needs. */
export function ticketSyncingOf({ config, events, ports, store, now }: App, metrics: Metrics): TicketSyncing {
  const { facts, memory, tickets } = ports;
  return {
    ...{ events, facts, memory, tickets, now, sources: sourcesOf(config, metrics, now) },
    requestEvaluation: () => requestEvaluation(store, now()),
  };
}

/** Loaded when a tracker is first read. */
function sourcesOf(
  { jira, linear, tickets }: App["config"],
  metrics: Metrics,
  now: () => Date,
): TicketSyncing["sources"] {
  async function openJira(site: NonNullable<typeof jira>): Promise<TicketSource> {
    const { createJiraSource } = await import("#integrations/jira/source");
    const url = site.url.replace(/\/+$/, "");
    return createJiraSource({ ...site, url, fields: tickets.jiraFields, now, onAttempt: counting(metrics, "jira") });
  }
  async function openLinear(workspace: NonNullable<typeof linear>): Promise<TicketSource> {
    const { createGraphql } = await import("#integrations/linear/transport");
    const { createLinearSource } = await import("#integrations/linear/source");
    return createLinearSource(createGraphql({ ...workspace, onAttempt: counting(metrics, "linear") }), now);
  }
  return {
    jira: jira ? () => openJira(jira) : undefined,
    linear: linear ? () => openLinear(linear) : undefined,
  };
}

/** The projects of the directory whose tracker is connected. */
export async function listProjects({ config, ports }: App): Promise<ProjectJob[]> {
  const projects = await ports.directory.projects();
  return projects.flatMap(({ key, tracker }) =>
    tracker !== "github" && config[tracker] !== null ? [{ tracker, project: key }] : [],
  );
}
