import { z } from "zod";
import { type Json, SlackError, type User } from "../model.ts";
import { TEAM } from "../workspace.ts";
import { defineMethod, type Method, Page, paginate } from "./method.ts";

const GROUPS = [{ id: "S0API", handle: "api-team", name: "API team", users: ["U0BEN", "U0CARLA", "U0GRACE"] }];

function toMember(user: User, now: Date): Json {
  const { id, name, realName, title, email, zone, isBot, isGuest } = user;
  return {
    ...{ id, team_id: TEAM.id, name, real_name: realName, deleted: false, tz: zone, tz_label: zone },
    ...{ tz_offset: offsetSeconds(zone, now), is_bot: isBot, is_app_user: false, is_admin: false, is_owner: false },
    ...{ is_restricted: isGuest, is_ultra_restricted: false, updated: 1 },
    profile: { real_name: realName, display_name: name, title, ...(email && { email }) },
  };
}

function offsetSeconds(zone: string, now: Date): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(now).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
}

export const users: Record<string, Method> = {
  "users.info": defineMethod(z.object({ user: z.string() }), (office, { user }) => ({
    user: toMember(office.workspace.user(user), office.now()),
  })),
  "users.list": defineMethod(z.object(Page), (office, args) => {
    const { page, metadata } = paginate([...office.workspace.users.values()], args);
    return { members: page.map((user) => toMember(user, office.now())), ...metadata };
  }),
  "users.lookupByEmail": defineMethod(z.object({ email: z.string() }), (office, { email }) => {
    const wanted = email.toLowerCase();
    const user = office.workspace.people().find((one) => one.email.toLowerCase() === wanted);
    if (!user) throw new SlackError("users_not_found");
    return { user: toMember(user, office.now()) };
  }),
  "usergroups.list": defineMethod(z.object({}), () => ({
    usergroups: GROUPS.map(({ id, handle, name, users: members }) => ({
      id,
      team_id: TEAM.id,
      handle,
      name,
      users: members,
    })),
  })),
  "usergroups.users.list": defineMethod(z.object({ usergroup: z.string() }), (_office, { usergroup }) => {
    const group = GROUPS.find(({ id }) => id === usergroup);
    if (!group) throw new SlackError("no_such_subteam");
    return { users: group.users };
  }),
};
