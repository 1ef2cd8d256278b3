/** The events the manifest subscribes to; of messages, only those written to the app directly. */
export const SUBSCRIBED = [
  "app_home_opened",
  "app_mention",
  "message.im",
  "app_uninstalled",
  "tokens_revoked",
] as const;

type Arriving<Subscribed extends string> = Subscribed extends `${infer Event}.${string}` ? Event : Subscribed;

/** The same as they arrive: "message.im" as "message". Slack tells of limits unasked. */
export type EventName = Arriving<(typeof SUBSCRIBED)[number]> | "app_rate_limited";
