import { z } from "zod";
import { pressInMessage, pressInView } from "../slack/acts.ts";
import type { Office } from "../slack/desk.ts";
import { type Json, SlackError } from "../slack/model.ts";
import type { Place } from "../slack/payloads.ts";
import { say, sendCommand, stopWriting } from "../slack/say.ts";
import { closeView, submitView } from "../slack/submit.ts";
import { openTab, suggest } from "../slack/tabs.ts";
import { APP } from "../slack/workspace.ts";

const TEXT_MAX = 40_000;
const Chosen = z.union([z.string(), z.array(z.string())]);
const User = { user: z.string() };
const Pressed = { ...User, actionId: z.string(), blockId: z.string().optional(), value: Chosen.optional() };

/** What a person does on the page. */
export const Act = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("say"),
    ...User,
    channel: z.string(),
    text: z.string().min(1).max(TEXT_MAX),
    thread: z.string().optional(),
  }),
  z.object({ act: z.literal("press"), ...Pressed, channel: z.string(), ts: z.string() }),
  z.object({ act: z.literal("pressView"), ...Pressed, viewId: z.string() }),
  z.object({ act: z.literal("submit"), ...User, viewId: z.string(), values: z.record(z.string(), Chosen) }),
  z.object({ act: z.literal("close"), ...User, viewId: z.string() }),
  z.object({ act: z.literal("tab"), ...User, tab: z.enum(["home", "messages"]) }),
  z.object({ act: z.literal("suggest"), ...Pressed, viewId: z.string() }),
  z.object({ act: z.literal("stop"), ...User, channel: z.string(), ts: z.string() }),
]);
export type Act = z.output<typeof Act>;

type Kind = Act["act"];
type Doers = { [K in Kind]: (office: Office, act: Extract<Act, { act: K }>) => Promise<Json> };

/** Does it. Throws SlackError when it is not possible. */
export function perform(office: Office, act: Act): Promise<Json> {
  // The table is complete and each entry takes its own kind, which the compiler cannot see through the lookup.
  const doer = DOERS[act.act] as (office: Office, act: Act) => Promise<Json>;
  return doer(office, act);
}

const DOERS: Doers = {
  async say(office, { user, channel, text, thread }) {
    const place = placeOf(office, user, channel);
    if (text.startsWith("/")) return typeCommand(office, place, text);
    say(office, place, { text, threadTs: thread ?? null });
    return {};
  },
  press: async (office, { user, channel, ts, actionId, blockId, value }) => {
    const ack = await pressInMessage(office, placeOf(office, user, channel), { ts, actionId, blockId, value });
    return { outcome: ack.outcome };
  },
  pressView: async (office, { user, viewId, actionId, blockId, value }) => {
    requireOwn(office, user, viewId);
    const ack = await pressInView(office, { viewId, actionId, blockId, value });
    return { outcome: ack.outcome };
  },
  async submit(office, { user, viewId, values }) {
    requireOwn(office, user, viewId);
    return { outcome: (await submitView(office, viewId, values)).outcome };
  },
  async close(office, { user, viewId }) {
    requireOwn(office, user, viewId);
    await closeView(office, viewId);
    return {};
  },
  async tab(office, { user, tab }) {
    return { outcome: (await openTab(office, user, tab))?.outcome ?? "unheard" };
  },
  async suggest(office, { user, viewId, actionId, blockId, value }) {
    return { options: await suggest(office, user, { viewId, actionId, blockId, value }) };
  },
  async stop(office, { user, channel, ts }) {
    return { outcome: (await stopWriting(office, placeOf(office, user, channel), ts)).outcome };
  },
};

function placeOf({ workspace }: Office, user: string, channel: string): Place {
  return { user: workspace.user(user), channel: workspace.channel(channel) };
}

function requireOwn({ views }: Office, user: string, viewId: string): void {
  if (views.find(viewId).user !== user) throw new SlackError("not_found");
}

async function typeCommand(office: Office, place: Place, words: string): Promise<Json> {
  const [, command = "", text = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(words) ?? [];
  if (command === "/invite") return invite(office, place);
  const known = office.manifest.features.slash_commands.some((one) => one.command === command);
  if (!known) {
    notify(office, place, `${command} is not a valid command.`);
    return {};
  }
  const ack = await sendCommand(office, place, { command, text });
  return { outcome: ack.outcome, ms: ack.ms };
}

async function invite(office: Office, place: Place): Promise<Json> {
  place.channel.members.add(APP.botUserId);
  notify(office, place, `${APP.name} has joined #${place.channel.name}.`);
  return {};
}

function notify({ feed }: Office, { user, channel }: Place, text: string): void {
  feed.publish({ type: "notice", user: user.id, channel: channel.id, text });
}
