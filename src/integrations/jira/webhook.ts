import { createWebhook, type WebhookOptions } from "../webhook-intake.ts";
import { signatureRules } from "../webhook-signature.ts";
import { fromWebhook, type JiraReadingOptions } from "./normalise.ts";

const BODY_BYTES_MAX = 5 * 1024 * 1024;

/** Jira's way in. A delivery that is tried again keeps its identifier. */
export function createJiraWebhook({ fields, siteUrl, ...options }: WebhookOptions & JiraReadingOptions) {
  const reading = { ...(fields && { fields }), ...(siteUrl !== undefined && { siteUrl }) };
  return createWebhook(
    {
      ...{ source: "jira", label: "Jira", secretVariable: "JIRA_WEBHOOK_SECRET", bodyBytesMax: BODY_BYTES_MAX },
      ...{ rule: signatureRules.jira, deliveryHeader: "x-atlassian-webhook-identifier" },
      read: ({ headers: _, ...told }) => fromWebhook({ ...told, ...reading }),
    },
    options,
  );
}
