import { createGithubWebhook } from "#integrations/github/webhook";
import { createJiraWebhook } from "#integrations/jira/webhook";
import { createLinearWebhook } from "#integrations/linear/webhook";
import type { Events } from "#kernel/ports/events";
import type { WebhookIntake } from "#kernel/ports/webhooks";
import type { App } from "./app.ts";

/** The vendors' ways in, one for each that sends webhooks. */
export function createIntakes({ config, now }: App, { record }: Pick<Events, "record">): WebhookIntake[] {
  const { github, jira, tickets } = config;
  return [
    createGithubWebhook({ secrets: github.webhookSecrets, bots: new Set(github.bots), now, record }),
    createJiraWebhook({
      ...{ secrets: tickets.webhookSecrets.jira, fields: tickets.jiraFields, siteUrl: jira?.url ?? null },
      ...{ now, record },
    }),
    createLinearWebhook({ secrets: tickets.webhookSecrets.linear, now, record }),
  ];
}
