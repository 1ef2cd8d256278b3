import type { Office } from "../slack/desk.ts";
import type { LedgerEntry } from "../slack/envelopes.ts";
import { type Channel, type Json, type Message, SlackError, type View } from "../slack/model.ts";
import { APP, TEAM } from "../slack/workspace.ts";
import { type BlockSetting, renderBlocks } from "./render/blocks.ts";

const SHOWN = 300;
const LEDGER_SHOWN = 200;

/** What the page shows, for one person's eyes. */
export function readWorkspace(office: Office, user: string): Json {
  const { workspace, manifest } = office;
  const me = workspace.user(user);
  workspace.directWith(user);
  const channels = [...workspace.channels.values()].filter(
    ({ kind, members }) => kind === "public" || members.has(user),
  );
  return {
    team: TEAM,
    app: APP,
    me,
    people: workspace.people(),
    channels: channels.map((channel) => ({ ...channel, members: [...channel.members] })),
    commands: [...manifest.features.slash_commands, INVITE],
    isConnected: office.sockets.count() > 0,
  };
}

const INVITE = {
  command: "/invite",
  description: "Bring the app into this channel",
  usage_hint: "@Adjutant",
  should_escape: false,
};

/** A channel's messages, or one thread's, oldest first. */
export async function readRoom(
  office: Office,
  user: string,
  { id, thread }: { id: string; thread?: string },
): Promise<Json> {
  const channel = readable(office, user, id);
  const all = office.messages.list(channel.id).filter(({ onlyFor }) => onlyFor === null || onlyFor === user);
  const isShown = (message: Message) =>
    thread === undefined
      ? message.threadTs === null || message.threadTs === message.ts
      : message.ts === thread || message.threadTs === thread;
  const shown = all.filter(isShown).slice(-SHOWN);
  const messages = await Promise.all(shown.map((message) => toShown(office, message, all)));
  return { channel: channel.id, thread: thread ?? null, messages };
}

function readable({ workspace }: Office, user: string, id: string): Channel {
  const channel = workspace.channel(id);
  if (channel.kind !== "public" && !channel.members.has(user)) throw new SlackError("channel_not_found");
  return channel;
}

async function toShown(office: Office, message: Message, all: Message[]): Promise<Json> {
  const { ts, user, text, blocks, editedTs, onlyFor, isFromApp, stream } = message;
  const replies = all.filter(({ threadTs, ts: own }) => threadTs === ts && own !== ts);
  const { name, realName } = office.workspace.user(user);
  const shown = blocks.length > 0 ? blocks : [{ type: "section", text: { type: "mrkdwn", text: text || " " } }];
  const tasks = (stream?.tasks ?? []).map((task) => ({ ...task, type: "task_card" }));
  return {
    ...{ ts, user, name: isFromApp ? APP.name : realName || name, isFromApp, text, isPrivate: onlyFor !== null },
    ...{ isEdited: editedTs !== null, isWriting: stream?.isOpen === true, replies: replies.length },
    key: [ts, editedTs, replies.length, text.length, stream?.isOpen, tasks.length].join(":"),
    html: await renderBlocks([...tasks, ...shown], settingFor(office)),
  };
}

/** The modals a person has before them; the last one is on top. */
export async function readViews(office: Office, user: string): Promise<Json> {
  const home = office.views.home(user);
  const stack = office.views.stack(user);
  return {
    home: home ? await toShownView(office, home) : null,
    modals: await Promise.all(stack.map((view) => toShownView(office, view))),
  };
}

async function toShownView(office: Office, view: View): Promise<Json> {
  const { id, hash, body, errors, values } = view;
  return {
    ...{ id, hash, errors, title: wordsOf(body["title"]), submit: wordsOf(body["submit"]) },
    close: wordsOf(body["close"]) || "Close",
    html: await renderBlocks(body.blocks, { ...settingFor(office), values, errors }),
  };
}

function wordsOf(text: unknown): string {
  return typeof text === "object" && text !== null && "text" in text ? String(text.text) : "";
}

function settingFor({ workspace }: Office): BlockSetting {
  const users = [...workspace.users.values()].map(({ id, realName }) => ({ id, name: realName }));
  const rooms = [...workspace.channels.values()].filter(({ kind }) => kind !== "im");
  const channels = rooms.map(({ id, name }) => ({ id, name }));
  return {
    names: { users, channels },
    choices: {
      users: users.map(({ id, name }) => ({ value: id, label: name })),
      channels: channels.map(({ id, name }) => ({ value: id, label: `#${name}` })),
    },
    values: {},
    errors: {},
  };
}

/** The latest entries, newest first, and how fast acks have been. */
export function readLedger({ ledger, sockets, envelopes }: Office): Json {
  const entries = ledger.entries().slice(-LEDGER_SHOWN).reverse();
  const acks = ledger.entries().filter(({ kind, outcome }) => kind === "envelope" && outcome === "acked");
  const times = acks.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
  return {
    count: ledger.count(),
    sockets: sockets.count(),
    pending: envelopes.pending(),
    acks: { count: times.length, p50: at(0.5), p99: at(0.99) },
    entries: entries.map(toShownEntry),
  };
}

const BODY_SHOWN = 4_000;

function toShownEntry({ body, answer, ...entry }: LedgerEntry): Json {
  const details = JSON.stringify({ sent: body, answered: answer }, null, 2) ?? "";
  return { ...entry, details: details.slice(0, BODY_SHOWN) };
}
