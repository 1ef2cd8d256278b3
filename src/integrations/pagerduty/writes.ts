import { createHttp, type HttpOptions } from "#lib/http";
import { proveReply, ReplyError } from "../reply-error.ts";

export interface PagerdutyOptions {
  /** Of the Events API: https://events.pagerduty.com */
  url: string;
  /** Of the service whose people are to be paged. */
  routingKey: string;
  now: () => Date;
  onAttempt?: HttpOptions["onAttempt"];
}

interface Page {
  dedupKey: string;
  summary: string;
  severity: "critical" | "error" | "warning" | "info";
  source: string;
}

/** What can be told to PagerDuty (kernel/ports/pagerduty.ts): each method is one request, sent once. */
export function createPagerdutyWrites({ url, routingKey, now, onAttempt }: PagerdutyOptions) {
  const baseUrl = url.replace(/\/+$/, "");
  const http = createHttp({ vendor: "PagerDuty", baseUrl, ...(onAttempt && { onAttempt }) });

  async function enqueue(event: { event_action: "trigger" | "resolve"; dedup_key: string; payload?: object }) {
    const body = JSON.stringify({ routing_key: routingKey, ...event });
    const headers = { "content-type": "application/json" };
    try {
      const reply = await http(`${baseUrl}/v2/enqueue`, { method: "POST", headers, body });
      if (reply.status !== 202) throw new ReplyError(`PagerDuty said ${reply.status}.`, reply);
    } catch (error) {
      throw proveReply(error, now());
    }
  }

  return {
    page: ({ dedupKey, ...payload }: Page) => enqueue({ event_action: "trigger", dedup_key: dedupKey, payload }),
    resolve: (dedupKey: string) => enqueue({ event_action: "resolve", dedup_key: dedupKey }),
  };
}
