import type { State } from "../world/model.ts";
import { type Channel, SlackError, type User } from "./model.ts";

export const TEAM = { id: "T0ACME", name: "Acme", domain: "acme" };
export const APP = { id: "A0ADJUTANT", botId: "B0ADJUTANT", botUserId: "U0ADJUTANT", name: "Adjutant" };

export interface Workspace {
  users: Map<string, User>;
  channels: Map<string, Channel>;
  /** Throws SlackError when there is none. */
  user(id: string): User;
  /** A channel by id or name, or the conversation with a person by theirs. Throws SlackError when there is none. */
  channel(id: string): Channel;
  directWith(user: string): Channel;
  /** The people of the world, without the app. */
  people(): User[];
}

export function createWorkspace({ people, channels }: State): Workspace {
  const users = new Map<string, User>();
  for (const { slackId, login, name, title, email, zone } of people) {
    if (slackId === null) continue;
    const handle = login.split("-")[0] ?? login;
    users.set(slackId, {
      ...{ id: slackId, name: handle, realName: name, title, email, zone },
      isBot: false,
      isGuest: false,
    });
  }
  users.set(APP.botUserId, createBot());
  const rooms = new Map<string, Channel>(
    channels.map(({ id, name, topic, isPrivate, members }) => [
      id,
      // The app has been invited everywhere but to the private channel and to where nobody asked for it.
      { id, name, topic, kind: isPrivate ? "private" : "public", members: new Set([...members, ...invited(name)]) },
    ]),
  );
  return createReader(users, rooms);
}

function invited(channel: string): string[] {
  return channel === "leads" || channel === "general" ? [] : [APP.botUserId];
}

function createReader(users: Map<string, User>, channels: Map<string, Channel>): Workspace {
  function user(id: string): User {
    const found = users.get(id);
    if (!found) throw new SlackError("user_not_found");
    return found;
  }

  function directWith(id: string): Channel {
    const { name } = user(id);
    const known = channels.get(`D${id.slice(1)}`);
    if (known) return known;
    const members = new Set([id, APP.botUserId]);
    const channel: Channel = { id: `D${id.slice(1)}`, name, topic: "", kind: "im", members };
    channels.set(channel.id, channel);
    return channel;
  }

  function channel(id: string): Channel {
    const byId = channels.get(id);
    if (byId) return byId;
    if (users.has(id) && id !== APP.botUserId) return directWith(id);
    const name = id.replace(/^#/, "");
    const byName = [...channels.values()].find((one) => one.kind !== "im" && one.name === name);
    if (!byName) throw new SlackError("channel_not_found");
    return byName;
  }

  const people = () => [...users.values()].filter(({ isBot }) => !isBot);
  return { users, channels, user, channel, directWith, people };
}

function createBot(): User {
  const title = "Chief of staff";
  const names = { name: "adjutant", realName: APP.name, title, email: "" };
  return { id: APP.botUserId, ...names, zone: "UTC", isBot: true, isGuest: false };
}
