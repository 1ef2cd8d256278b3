import type { Ack } from "./ack.ts";
import type { Office } from "./desk.ts";
import { hears } from "./manifest.ts";
import type { Json, Message } from "./model.ts";
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
  if (channel.kind === "im") {
    return hears(office.manifest, "message.im")
      ? sendEvent(office, { type: "message", channel_type: "im", ...about })
      : null;
  }
  if (!text.includes(`<@${APP.botUserId}>`)) return null;
  if (channel.members.has(APP.botUserId)) {
    return hears(office.manifest, "app_mention") ? sendEvent(office, { type: "app_mention", ...about }) : null;
  }
  const hint = `${APP.name} is not in #${channel.name}. Type /invite @${APP.name} to bring it in.`;
  office.feed.publish({ type: "notice", user: user.id, channel: channel.id, text: hint });
  return null;
}

export function sendEvent(office: Office, event: Json): Promise<Ack> {
  return office.envelopes.send("events_api", String(event["type"]), eventPayload(office, event));
}

/** `@name` and `#channel` as Slack writes them down; other signs as entities. */
function escapeNames({ workspace }: Office, text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped
    .replace(/(?<!\w)@([A-Za-z][\w.-]*)/g, (whole, name: string) => {
      const user = [...workspace.users.values()].find((one) => isCalled(one, name));
      return user ? `<@${user.id}>` : whole;
    })
    .replace(/(?<!\w)#([a-z][\w-]*)/g, (whole, name: string) => {
      const channel = [...workspace.channels.values()].find((one) => one.kind !== "im" && one.name === name);
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
}

function isCalled({ name, realName }: { name: string; realName: string }, word: string): boolean {
  const wanted = word.toLowerCase();
  return name.toLowerCase() === wanted || realName.toLowerCase() === wanted;
}
