import type { Ack } from "./ack.ts";
import type { Office } from "./desk.ts";
import { hears } from "./manifest.ts";
import type { Json, Message } from "./model.ts";
import { escapeNames } from "./names.ts";
import { commandPayload, eventPayload, type Place } from "./payloads.ts";
import { showAck } from "./show.ts";
import { APP } from "./workspace.ts";

const COMMAND_TEXT_MAX = 12_000;

/** A slash command. Its answer, or what Slack says in place of one, is shown to the person. */
export async function sendCommand(
  office: Office,
  place: Place,
  { command, text }: { command: string; text: string },
): Promise<Ack> {
  const { features } = office.manifest;
  const known = features.slash_commands.find((one) => one.command === command);
  const words = known?.should_escape === false ? text : escapeNames(office, text);
  const payload = commandPayload(office, place, { command, text: words.slice(0, COMMAND_TEXT_MAX) });
  const ack = await office.envelopes.send("slash_commands", command, payload);
  showAck(office, place, { ack, command });
  return ack;
}

export interface Said {
  message: Message;
  /** Null when the app does not hear of it. */
  heard: Promise<Ack> | null;
}

/** A message of a person: the app hears it when it is meant for the app. */
export function say(office: Office, { user, channel }: Place, { text, threadTs = null }: Words): Said {
  const written = escapeNames(office, text);
  const given = { channel: channel.id, user: user.id, isFromApp: false, text: written, threadTs };
  const message = office.messages.post(given);
  office.feed.publish({ type: "message", act: "posted", message });
  return { message, heard: tell(office, { user, channel }, message) };
}

export interface Words {
  text: string;
  threadTs?: string | null;
}

function tell(office: Office, { user, channel }: Place, { ts, text, threadTs }: Message): Promise<Ack> | null {
  const about = {
    user: user.id,
    ts,
    text,
    channel: channel.id,
    event_ts: ts,
    ...(threadTs && { thread_ts: threadTs }),
  };
  if (channel.kind === "im")
    return sendIfHeard(office, "message.im", { type: "message", channel_type: "im", ...about });
  const isMention = text.includes(`<@${APP.botUserId}>`);
  if (channel.members.has(APP.botUserId)) {
    // A mention is told of twice: as what it is, and as what is written in the channel.
    const mention = isMention ? sendIfHeard(office, "app_mention", { type: "app_mention", ...about }) : null;
    const type = channel.kind === "private" ? "group" : "channel";
    const written = sendIfHeard(office, `message.${type}s`, { type: "message", channel_type: type, ...about });
    return mention ?? written;
  }
  if (!isMention) return null;
  const hint = `${APP.name} is not in #${channel.name}. Type /invite @${APP.name} to bring it in.`;
  office.feed.publish({ type: "notice", user: user.id, channel: channel.id, text: hint });
  return null;
}

function sendIfHeard(office: Office, subscription: string, event: Json): Promise<Ack> | null {
  return hears(office.manifest, subscription) ? sendEvent(office, event) : null;
}

/** The Stop beside what the app is writing. */
export function stopWriting(office: Office, { user, channel }: Place, ts: string): Promise<Ack> {
  const { threadTs } = office.messages.find(channel.id, ts);
  const about = { user: user.id, channel: channel.id, thread_ts: threadTs, streaming_message_ts: [ts] };
  return sendEvent(office, { type: "agent_session_stopped", ...about });
}

export function sendEvent(office: Office, event: Json): Promise<Ack> {
  return office.envelopes.send("events_api", String(event["type"]), eventPayload(office, event));
}
