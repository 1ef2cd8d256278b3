import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Asked, Connector, Listed, Listing, Reading } from "#domain/knowledge/connector";
import { NOBODY } from "#domain/knowledge/connector";
import { headed, type SourceDocument, WORKSPACE } from "#domain/knowledge/document";
import type { Skipped } from "#domain/knowledge/source";
import { DAY_MS } from "#lib/time";
import { readHistory, readReplies, type Said } from "./channel-reads.ts";
import { toPlainText } from "./mrkdwn.ts";
import { patiently } from "./patiently.ts";

const DAYS = 90;
/** So far back every reading looks again: a thread goes on for a while. */
const AGAIN_MS = 2 * DAY_MS;
/** A reply that is edited leaves no trace on its thread, so those of so many days are read once a day anyway. */
const LIVELY_MS = 14 * DAY_MS;
/** Of a message that nobody answered, less than this tells nothing. */
const ALONE_CHARS_MIN = 200;
const TITLE_MAX = 80;

export interface ChannelOptions {
  key: string;
  channel: string;
  everyMinutes: number;
  days?: number | undefined;
  client: WebClient;
  nameOf(user: string): Promise<string>;
  /** Whether somebody is a member of the workspace, and no guest. */
  isMember(user: string): Promise<boolean>;
}

/** The threads of a channel that Adjutant is in, for those who may read them there. */
export function createChannelThreads(options: ChannelOptions): Connector {
  const { key, channel, everyMinutes } = options;
  return {
    ...{ key, kind: "slack", location: channel, audience: NOBODY, everyMinutes },
    list: (asked) => list(options, asked),
  };
}

interface Room extends ChannelOptions {
  name: string;
  audience: string;
  /** "https://acme.slack.com/". */
  home: string;
}

async function list(options: ChannelOptions, asked: Asked): Promise<Listing> {
  const room = await visit(options, asked);
  const cursor = readCursor(asked.cursor);
  // Readers of another kind: nothing may stay as it was for the old ones.
  const isAddition = !asked.isWhole && cursor?.audience === room.audience;
  const now = asked.now().getTime();
  const oldestMs = isAddition ? cursor.at - AGAIN_MS : now - (options.days ?? DAYS) * DAY_MS;
  const oldest = String(Math.floor(oldestMs / 1_000));
  const { said, isComplete } = await readHistory(options.client, { channel: options.channel, oldest }, asked.signal);
  const first = said.filter(({ threadTs, ts }) => threadTs === null || threadTs === ts);
  return {
    items: first.filter(isTelling).map((one) => toItem(room, one, asked)),
    skipped: [],
    ...{ isComplete, isAddition, audience: room.audience, cursor: { at: now, audience: room.audience } },
  };
}

function readCursor(cursor: unknown): { at: number; audience: string } | undefined {
  const given = (cursor ?? {}) as { at?: unknown; audience?: unknown };
  const { at, audience } = given;
  return typeof at === "number" && typeof audience === "string" ? { at, audience } : undefined;
}

async function visit(options: ChannelOptions, { signal }: Reading): Promise<Room> {
  const { client, channel } = options;
  const { channel: found } = await patiently(() => client.conversations.info({ channel }), signal);
  const { url: home = "" } = await patiently(() => client.auth.test(), signal);
  const isOpen = found?.is_private === false && !found.is_ext_shared && !found.is_pending_ext_shared;
  const audience = isOpen ? WORKSPACE : `channel:${channel}`;
  return { ...options, name: found?.name ?? channel, audience, home };
}

function isTelling({ isMachine, replies, text }: Said): boolean {
  return replies > 0 || (!isMachine && text.length >= ALONE_CHARS_MIN);
}

function toItem(room: Room, first: Said, { now }: Asked): Listed {
  const { ts, editedTs, replies, latestReply } = first;
  const at = now().getTime();
  const isLively = replies > 0 && at - Number(latestReply ?? ts) * 1_000 < LIVELY_MS;
  const day = isLively ? `:${Math.floor(at / DAY_MS)}` : "";
  return {
    uri: ts,
    version: `${editedTs ?? ""}:${replies}:${latestReply ?? ""}${day}`,
    audience: room.audience,
    read: (reading) => readThread(room, first, reading),
  };
}

async function readThread(room: Room, first: Said, reading: Reading): Promise<SourceDocument | Skipped | undefined> {
  const said = first.replies === 0 ? [first] : await readSaid(room, first.ts, reading);
  const words = said?.filter(({ isMachine, text }) => !isMachine && text.trim() !== "") ?? [];
  const [opening] = words;
  if (!opening) return undefined;
  const lines = await Promise.all(words.map((one) => toLine(room, one)));
  const start = (lines[0] ?? "").replace(/\s+/g, " ");
  const title = `#${room.name}, ${start.length > TITLE_MAX ? `${start.slice(0, TITLE_MAX)}…` : start}`;
  return {
    ...{ uri: first.ts, text: headed(title, lines.join("\n\n")), format: "markdown", anchors: "none" },
    url: `${room.home}archives/${room.channel}/p${first.ts.replace(".", "")}`,
    ...{
      audience: room.audience,
      author: opening.user && `slack:${opening.user}`,
      trust: (await isAllOfMembers(room, words)) ? "member" : "anyone",
    },
    updatedAt: new Date(Number(words.at(-1)?.ts ?? first.ts) * 1_000),
    meta: { channel: room.channel, thread: first.ts },
  };
}

/** Undefined where the thread is gone by now. */
async function readSaid({ client, channel }: Room, ts: string, { signal }: Reading): Promise<Said[] | undefined> {
  try {
    return (await readReplies(client, { channel, ts }, signal)).said;
  } catch (error) {
    const { cause } = error as Error;
    const isGone = cause instanceof WebAPIPlatformError && /^(?:thread|message)_not_found$/.test(cause.data.error);
    if (isGone) return undefined;
    throw error;
  }
}

async function toLine({ nameOf }: Room, { user, text }: Said): Promise<string> {
  const names = new Map<string, string>();
  const mentioned = [...text.matchAll(/<@([UW][A-Z0-9]+)/g)].flatMap(([, id]) => id ?? []);
  for (const id of [...mentioned, ...(user === null ? [] : [user])]) names.set(id, await nameOf(id));
  const who = user === null ? "Somebody" : names.get(user);
  return `${who}: ${toPlainText(text, (id) => names.get(id) ?? "somebody")}`;
}

async function isAllOfMembers({ isMember }: Room, words: readonly Said[]): Promise<boolean> {
  const authors = [...new Set(words.map(({ user }) => user))];
  const known = await Promise.all(authors.map(async (user) => user !== null && isMember(user)));
  return known.every(Boolean);
}
