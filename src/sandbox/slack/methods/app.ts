import { z } from "zod";
import { checkMessage, checkView } from "../blocks/check.ts";
import { type Json, SlackError } from "../model.ts";
import { APP, TEAM } from "../workspace.ts";
import { defineMethod, joined, jsonText, type Method } from "./method.ts";

const PROMPTS_MAX = 4;
const Any = jsonText(z.unknown()).optional();
const Prompts = jsonText(z.array(z.object({ title: z.string(), message: z.string() })).max(PROMPTS_MAX));
const Place = z.object({ channel_id: z.string(), thread_ts: z.string().optional() });
const Status = Place.extend({ status: z.string().max(200), title: z.string().max(200).optional() });

/** Exactly one of three roots is looked at; pointers begin there. */
function validate({ blocks, message, view }: { blocks?: unknown; message?: unknown; view?: unknown }): Json {
  const given = [blocks, message, view].filter((one) => one !== undefined);
  if (given.length !== 1) throw new SlackError("invalid_arguments");
  if (view !== undefined) return verdict("invalid_view", checkView(view));
  if (message === undefined) return verdict("invalid_blocks", checkMessage(blocks));
  const inner = typeof message === "object" && message !== null && "blocks" in message ? message.blocks : [];
  return verdict("invalid_message", checkMessage(inner, "/blocks"));
}

function verdict(code: string, errors: unknown[]): Json {
  if (errors.length > 0) throw new SlackError(code, { errors });
  return {};
}

export const app: Record<string, Method> = {
  "apps.connections.open": defineMethod(
    z.object({}),
    ({ sockets, url }) => {
      const ticket = sockets.ticket();
      return { url: `${url.replace("http", "ws")}/link/?ticket=${ticket}&app_id=${APP.id}` };
    },
    "app",
  ),
  "auth.test": defineMethod(z.object({}), ({ url }) => ({
    ...{ url: `${url}/`, team: TEAM.name, user: "adjutant", team_id: TEAM.id, user_id: APP.botUserId },
    ...{ bot_id: APP.botId, is_enterprise_install: false },
  })),
  "blocks.validate": defineMethod(z.object({ blocks: Any, message: Any, view: Any }), (_office, args) =>
    validate(args),
  ),
  "agents.sessions.setStatus": defineMethod(Status, (office, { channel_id, status }) => {
    office.feed.publish({ type: "status", channel: joined(office, channel_id).id, text: status });
    return {};
  }),
  "agents.sessions.rename": defineMethod(Place.extend({ title: z.string().max(200) }), (office, { channel_id }) => {
    joined(office, channel_id);
    return {};
  }),
  "assistant.threads.setStatus": defineMethod(Status, (office, { channel_id, status }) => {
    office.feed.publish({ type: "status", channel: joined(office, channel_id).id, text: status });
    return {};
  }),
  "assistant.threads.setTitle": defineMethod(Place.extend({ title: z.string() }), (office, { channel_id }) => {
    joined(office, channel_id);
    return {};
  }),
  "assistant.threads.setSuggestedPrompts": defineMethod(
    Place.extend({ prompts: Prompts, title: z.string().optional() }),
    (office, { channel_id, prompts }) => {
      const { id } = joined(office, channel_id);
      office.feed.publish({ type: "prompts", user: `U${id.slice(1)}`, prompts });
      return {};
    },
  ),
};
