import type { Office } from "./desk.ts";
import { toWire } from "./message-wire.ts";
import type { Json, Message, User, View } from "./model.ts";
import { type Place, responseUrl, TOKEN } from "./payloads.ts";
import { toWireView } from "./view-wire.ts";
import { APP, TEAM } from "./workspace.ts";

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

/** What somebody chose in the menu of a message. */
export function messageShortcut(
  office: Office,
  place: Place,
  { message, callbackId }: { message: Message; callbackId: string },
): Json {
  const { channel, user } = place;
  return {
    ...interaction(office, "message_action", user),
    ...{ callback_id: callbackId, message_ts: message.ts, message: toWire(message) },
    channel: { id: channel.id, name: channel.kind === "im" ? "directmessage" : channel.name },
    response_url: responseUrl(office, place, null),
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
