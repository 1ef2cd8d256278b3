import type { Office } from "./desk.ts";
import { toWire } from "./messages.ts";
import type { Channel, Json, Message, User, View } from "./model.ts";
import { toWireView } from "./view-wire.ts";
import { APP, TEAM } from "./workspace.ts";

/** What the app is told when people do things, with the fields Slack sends. */

const TOKEN = "sandbox-verification-token";

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

function responseUrl({ url, grants }: Office, { user, channel }: Place, messageTs: string | null): string {
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

/** What all interactions have in common. */
export function interaction({ grants }: Office, type: string, user: User): Json {
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: TEAM.id },
    ...{ api_app_id: APP.id, token: TOKEN, team: { id: TEAM.id, domain: TEAM.domain } },
    ...{ enterprise: null, is_enterprise_install: false, trigger_id: grants.trigger(user.id) },
  };
}

export function messageClick(
  office: Office,
  place: Place,
  { message, action }: { message: Message; action: Json },
): Json {
  const { channel, user } = place;
  const isEphemeral = message.onlyFor !== null;
  return {
    ...interaction(office, "block_actions", user),
    container: { type: "message", message_ts: message.ts, channel_id: channel.id, is_ephemeral: isEphemeral },
    channel: { id: channel.id, name: channel.kind === "im" ? "directmessage" : channel.name },
    ...(!isEphemeral && { message: toWire(message) }),
    state: { values: {} },
    response_url: responseUrl(office, place, message.ts),
    actions: [action],
  };
}

export function viewClick(office: Office, user: User, { view, action }: { view: View; action: Json }): Json {
  return {
    ...interaction(office, "block_actions", user),
    container: { type: "view", view_id: view.id },
    view: toWireView(view),
    actions: [action],
  };
}

export function viewPayload(office: Office, user: User, { type, view }: { type: string; view: View }): Json {
  const more = type === "view_closed" ? { is_cleared: false } : { response_urls: [] };
  return { ...interaction(office, type, user), view: toWireView(view), ...more };
}
