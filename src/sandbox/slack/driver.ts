import { type Filled, openTab, type Press, pressInMessage, pressInView, submitView } from "./acts.ts";
import type { Office } from "./desk.ts";
import type { Ack } from "./envelopes.ts";
import type { Message, News, View } from "./model.ts";
import { commandPayload, type Place } from "./payloads.ts";
import { say, sendCommand, sendEvent } from "./say.ts";

const WAIT_MS = 5_000;

/** What came of something a person did. */
export interface Seen {
  outcome: Ack["outcome"] | "unheard";
  /** Until the ack. */
  ms: number;
  /** All there was to read, notices included; empty when nothing came in time. */
  text: string;
  message?: Message;
  view?: View;
  /** In what order it came. */
  news: News[];
}

interface Who {
  /** Id of the person. */
  user: string;
  /** Id or name of the channel; the direct conversation with the app when it is missing. */
  channel?: string;
  /** How long to wait for something to see; five seconds when it is missing. */
  waitMs?: number;
}

export interface Driver {
  command(what: Who & { command: string; text?: string }): Promise<Seen>;
  /** In a message by `ts`, in a view by `viewId`; without both in the last message of the channel that has the element. */
  click(what: Who & Press & { ts?: string; viewId?: string }): Promise<Seen>;
  submit(what: { user: string; viewId?: string; values?: Filled; waitMs?: number }): Promise<Seen>;
  mention(what: Who & { text: string; threadTs?: string }): Promise<Seen>;
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
    submit: ({ user, viewId, values = {}, waitMs = WAIT_MS }) =>
      watch(office, { user, waitMs }, () => submitView(office, viewId ?? topView(office, user), values)),
    mention: ({ text, threadTs = null, ...who }) =>
      watch(office, who, () => say(office, place(who), { text: `@Adjutant ${text}`, threadTs }).heard),
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

/** Does it, and waits until the person has something new to look at. */
async function watch(office: Office, who: Who, act: () => Promise<Ack> | null | Promise<Ack | null>): Promise<Seen> {
  const news: News[] = [];
  let wake = () => {};
  const shown = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const stop = office.feed.subscribe((one) => {
    if (!isForEyes(office, who.user, one)) return;
    news.push(one);
    wake();
  });
  try {
    const ack = await act();
    await withinMs(shown, ack === null ? 0 : (who.waitMs ?? WAIT_MS));
    return describe(ack, news);
  } finally {
    stop();
  }
}

function describe(ack: Ack | null, news: News[]): Seen {
  const message = news.find((one) => one.type === "message");
  const view = news.find((one) => one.type === "view" || one.type === "home");
  const words = news.map((one) => (one.type === "message" ? one.message.text : one.type === "notice" ? one.text : ""));
  return {
    outcome: ack?.outcome ?? "unheard",
    ms: ack?.ms ?? 0,
    text: words.filter((text) => text !== "").join("\n"),
    ...(message?.type === "message" && { message: message.message }),
    ...((view?.type === "view" || view?.type === "home") && { view: view.view }),
    news,
  };
}

/** Whether this person sees it, and it is not their own words. */
function isForEyes({ workspace }: Office, user: string, news: News): boolean {
  switch (news.type) {
    case "message": {
      const { onlyFor, isFromApp, channel } = news.message;
      const isReader = workspace.channel(channel).members.has(user);
      return isFromApp && isReader && (onlyFor === null || onlyFor === user);
    }
    case "view":
    case "home":
      return news.view.user === user;
    case "notice":
      return news.user === user;
    default:
      return false;
  }
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

function nextNews(office: Office, test: (news: News) => boolean, waitMs: number): Promise<News> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new Error(`Nothing came within ${waitMs} ms.`))), waitMs);
    const stop = office.feed.subscribe((news) => {
      if (test(news)) end(() => resolve(news));
    });
    function end(settle: () => void): void {
      clearTimeout(timer);
      stop();
      settle();
    }
  });
}

/** Gives up quietly: silence is an outcome, too. */
async function withinMs(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}
