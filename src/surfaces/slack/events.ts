/** The events the manifest subscribes to; of messages in channels, only replies that are awaited are kept and read. */
export const SUBSCRIBED = [
  "app_home_opened",
  "app_mention",
  "agent_session_stopped",
  "message.im",
  "message.channels",
  "message.groups",
  "app_uninstalled",
  "tokens_revoked",
] as const;

type Arriving<Subscribed extends string> = Subscribed extends `${infer Event}.${string}` ? Event : Subscribed;

/** The same as they arrive: "message.im" as "message". Slack tells of limits unasked. */
export type EventName = Arriving<(typeof SUBSCRIBED)[number]> | "app_rate_limited";
