import { createWebhook, readHeader, type WebhookOptions } from "../webhook-intake.ts";
import { signatureRules } from "../webhook-signature.ts";
import { fromWebhook } from "./normalise.ts";

/** GitHub's own cap. */
const BODY_BYTES_MAX = 25 * 1024 * 1024;

export interface GithubWebhookOptions extends WebhookOptions {
  /** Logins in lower case that are bots although GitHub calls them users. */
  bots?: ReadonlySet<string>;
}

/** GitHub's way in. What happened is named by a header. */
export function createGithubWebhook({ bots = new Set(), ...options }: GithubWebhookOptions) {
  return createWebhook(
    {
      ...{ source: "github", label: "GitHub", secretVariable: "GITHUB_WEBHOOK_SECRET", bodyBytesMax: BODY_BYTES_MAX },
      ...{ rule: signatureRules.github, deliveryHeader: "x-github-delivery" },
      read: ({ headers, ...told }) => [
        fromWebhook({ ...told, bots, event: readHeader(headers, "x-github-event") ?? "unknown" }),
      ],
    },
    options,
  );
}
