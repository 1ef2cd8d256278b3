import type { Ack } from "./ack.ts";
import { chooseShortcut, type Press, pressInMessage, pressInView } from "./acts.ts";
import type { Office } from "./desk.ts";
import type { Message, News } from "./model.ts";
import { commandPayload, type Place } from "./payloads.ts";
import { say, sendCommand, sendEvent, stopWriting } from "./say.ts";
import { type Filled, submitView } from "./submit.ts";
import { openTab } from "./tabs.ts";
import { nextNews } from "./waiting.ts";
import { type Seen, WAIT_MS, type Who, watch } from "./watch.ts";

export interface Driver {
  command(what: Who & { command: string; text?: string }): Promise<Seen>;
  /** In a message by `ts`, in a view by `viewId`; without both in the last message of the channel that has the element. */
  click(what: Who & Press & { ts?: string; viewId?: string }): Promise<Seen>;
  /** Chooses what the app has put into the menu of messages. */
  shortcut(what: Who & { ts: string; callbackId: string }): Promise<Seen>;
  submit(what: { user: string; viewId?: string; values?: Filled; waitMs?: number }): Promise<Seen>;
  mention(what: Who & { text: string; threadTs?: string }): Promise<Seen>;
  /** In a thread, to everybody who reads it. */
  reply(what: Who & { text: string; threadTs: string }): Promise<Seen>;
  /** Stops what the app is writing. */
  stop(what: Who & { ts: string }): Promise<Ack>;
  dm(what: { user: string; text: string; threadTs?: string; waitMs?: number }): Promise<Seen>;
  openHome(user: string, waitMs?: number): Promise<Seen>;
  /** What the person could read there, oldest first. */
  messages(channel: string, user?: string): Message[];
  /** The next news that pass the test; rejects after the wait. */
  next(test: (news: News) => boolean, waitMs?: number): Promise<News>;
  /** Only the envelope and its ack: for measuring. */
  ackCommand(what: { user: string; channel: string; command: string; text: string }): Promise<Ack>;
  ackEvent(event: Record<string, unknown>): Promise<Ack>;
}

export function createDriver(office: Office): Driver {
  const place = ({ user, channel }: Who): Place => ({
    user: office.workspace.user(user),
    channel: channel === undefined ? office.workspace.directWith(user) : office.workspace.channel(channel),
  });
  return {
    command: ({ command, text = "", ...who }) =>
      watch(office, who, () => sendCommand(office, place(who), { command, text })),
    click: ({ ts, viewId, actionId, blockId, value, ...who }) =>
      watch(office, who, () => {
        const press = { actionId, blockId, value };
        if (viewId !== undefined) return pressInView(office, { viewId, ...press });
        return pressInMessage(office, place(who), { ts: ts ?? lastWith(office, place(who), actionId), ...press });
      }),
    shortcut: ({ ts, callbackId, ...who }) =>
      watch(office, who, () => chooseShortcut(office, place(who), { ts, callbackId })),
    submit: ({ user, viewId, values = {}, waitMs = WAIT_MS }) =>
      watch(office, { user, waitMs }, () => submitView(office, viewId ?? topView(office, user), values)),
    mention: ({ text, threadTs = null, ...who }) =>
      watch(office, who, () => say(office, place(who), { text: `@Adjutant ${text}`, threadTs }).heard),
    reply: ({ text, threadTs, ...who }) => watch(office, who, () => say(office, place(who), { text, threadTs }).heard),
    stop: ({ ts, ...who }) => stopWriting(office, place(who), ts),
    dm: ({ user, text, threadTs = null, waitMs = WAIT_MS }) =>
      watch(office, { user, waitMs }, () => say(office, place({ user }), { text, threadTs }).heard),
    openHome: (user, waitMs = WAIT_MS) => watch(office, { user, waitMs }, () => openTab(office, user, "home")),
    messages: (channel, user) => {
      const { id } = office.workspace.channel(channel);
      return office.messages.list(id).filter(({ onlyFor }) => onlyFor === null || onlyFor === user);
    },
    next: (test, waitMs = WAIT_MS) => nextNews(office, test, waitMs),
    ackCommand: ({ command, text, ...who }) =>
      office.envelopes.send("slash_commands", command, commandPayload(office, place(who), { command, text })),
    ackEvent: (event) => sendEvent(office, event),
  };
}

function lastWith(office: Office, { channel, user }: Place, actionId: string): string {
  const visible = office.messages.list(channel.id).filter(({ onlyFor }) => onlyFor === null || onlyFor === user.id);
  const message = visible.findLast(({ blocks }) => JSON.stringify(blocks).includes(JSON.stringify(actionId)));
  if (!message) throw new Error(`No message in ${channel.name} has ${actionId}.`);
  return message.ts;
}

function topView(office: Office, user: string): string {
  const view = office.views.stack(user).at(-1);
  if (!view) throw new Error(`${user} has no modal open.`);
  return view.id;
}
