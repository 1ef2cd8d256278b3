import { Webhook } from "standardwebhooks";
import { UnavailableError } from "#lib/errors";
import { createHttp } from "#lib/http";

const REPLY_BYTES_MAX = 64 * 1024;

export interface TraceWebhookOptions {
  url: string;
  /** "whsec_" and base64. */
  secret: string;
  now(): Date;
}

/**
 * Tells somebody's own server of something, signed as Standard Webhooks are. The same id may come twice, and means the same
 * then. Throws where it was not taken.
 */
export function createTraceWebhook({ url, secret, now }: TraceWebhookOptions) {
  const http = createHttp({ vendor: "The receiver of traces", baseUrl: url, bodyBytesMax: REPLY_BYTES_MAX });
  const webhook = new Webhook(secret);
  return {
    async tell(id: string, data: unknown): Promise<void> {
      const at = now();
      const body = JSON.stringify({ type: "model.call", timestamp: at.toISOString(), data });
      const headers = {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": webhook.sign(id, at, body),
      };
      const reply = await http(url, { method: "POST", headers, body });
      if (!reply.ok) throw new UnavailableError(`The receiver of traces answered ${reply.status}.`);
    },
  };
}
