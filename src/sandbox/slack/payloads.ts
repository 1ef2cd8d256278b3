import type { Office } from "./desk.ts";
import type { Channel, Json, User } from "./model.ts";
import { APP, TEAM } from "./workspace.ts";

/** What the app is told when people do things, with the fields Slack sends. */
export const TOKEN = "sandbox-verification-token";

export interface Place {
  user: User;
  channel: Channel;
}

export function commandPayload(
  office: Office,
  { user, channel }: Place,
  words: { command: string; text: string },
): Json {
  return {
    token: TOKEN,
    ...{ team_id: TEAM.id, team_domain: TEAM.domain },
    ...{ channel_id: channel.id, channel_name: channel.kind === "im" ? "directmessage" : channel.name },
    ...{ user_id: user.id, user_name: user.name },
    ...words,
    api_app_id: APP.id,
    is_enterprise_install: "false",
    response_url: responseUrl(office, { user, channel }, null),
    trigger_id: office.grants.trigger(user.id),
  };
}

export function responseUrl({ url, grants }: Office, { user, channel }: Place, messageTs: string | null): string {
  return `${url}/response/${grants.response({ user: user.id, channel: channel.id, messageTs })}`;
}

export function eventPayload({ nextId, now }: Office, event: Json): Json {
  const authorization = { team_id: TEAM.id, user_id: APP.botUserId, is_bot: true };
  return {
    ...{ token: TOKEN, team_id: TEAM.id, context_team_id: TEAM.id, api_app_id: APP.id, event },
    ...{ type: "event_callback", event_id: `Ev${nextId()}`, event_time: Math.floor(now().getTime() / 1_000) },
    authorizations: [{ enterprise_id: null, ...authorization, is_enterprise_install: false }],
    ...{ is_ext_shared_channel: false, event_context: `4-sandbox-${nextId()}` },
  };
}
