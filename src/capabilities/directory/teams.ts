import { z } from "zod";
import { Key, Repository, Team, TimeZone, toHandle, WorkingDays } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { View } from "#lib/view";
import { signature } from "./person.ts";

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const REPOSITORIES_MAX = 200;
const MEMBERS_MAX = 200;

export const listTeams = defineCapability({
  name: "teams",
  summary: "The teams with their members, repositories and working days.",
  risk: "read",
  command: "/adjutant teams",
  input: z.object({}),
  result: z.object({ teams: z.array(Team) }),
  async run({ directory }) {
    return { teams: await directory.teams() };
  },
  view: ({ teams }) => describeTeams(teams),
});

export const saveTeam = defineCapability({
  name: "teams.save",
  summary: "Create a team, or change what is named of one.",
  risk: "record",
  input: z.object({
    key: Key.describe("Short key of the team, like core."),
    name: z.string().trim().min(1).max(80).optional().describe("What people call it."),
    repositories: z.array(Repository).max(REPOSITORIES_MAX).optional().describe("owner/name, as many as you like."),
    members: z.array(z.string().max(100)).max(MEMBERS_MAX).optional().describe("Slack user ids, or mentions."),
    zone: TimeZone.optional().describe("IANA time zone, like Europe/Berlin."),
    working_days: z.preprocess(toNumbers, WorkingDays).optional().describe("1 Monday to 7 Sunday, like 1,2,3,4,5."),
    wip_limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe("Open pull requests the team wants at most."),
    channel: z.string().max(100).optional().describe("Slack channel id of the team."),
  }),
  result: Team,
  async run(context, { key, members, ...change }) {
    const before = await context.directory.team(key);
    const personIds = members ? await findMembers(context, members) : before?.members.map(({ id }) => id);
    const team = {
      key,
      name: change.name ?? before?.name ?? key,
      zone: change.zone ?? before?.zone ?? "UTC",
      working_days: change.working_days ?? before?.working_days ?? MONDAY_TO_FRIDAY,
      repositories: change.repositories ?? before?.repositories ?? [],
      members: personIds ?? [],
      wip_limit: change.wip_limit ?? before?.wip_limit ?? null,
      channel: change.channel ?? before?.channel ?? null,
    };
    return context.directory.saveTeam(team, signature(context));
  },
  view: (team) => describeTeams([team]),
});

export const removeTeam = defineCapability({
  name: "teams.remove",
  summary: "Forget a team; its facts and people stay.",
  risk: "record",
  input: z.object({ key: Key.describe("Key of the team.") }),
  result: z.object({ key: z.string() }),
  async run({ directory }, { key }) {
    if (!(await directory.removeTeam(key))) throw new UserError(`There is no team “${key}”.`);
    return { key };
  },
  view: ({ key }) => ({
    text: `The team ${key} is gone.`,
    nodes: [{ type: "text", content: [`The team ${key} is gone.`] }],
  }),
});

async function findMembers({ directory }: Context, members: string[]): Promise<string[]> {
  const found = await Promise.all(
    members.map(async (member) => {
      const handle = toHandle("slack", member.replace(/^<@([A-Z0-9]+)(?:\|[^>]*)?>$/, "$1"));
      return { member, person: await directory.personOf({ vendor: "slack", handle }) };
    }),
  );
  const missing = found.filter(({ person }) => !person).map(({ member }) => member);
  if (missing.length > 0) throw new UserError(`Not known yet: ${missing.join(", ")}. “/adjutant people” lists who is.`);
  return found.flatMap(({ person }) => person?.id ?? []);
}

/** `1,2,3` as people type it, or a list of numbers or words. */
function toNumbers(value: unknown): unknown {
  const list = Array.isArray(value) ? value.flatMap((item) => String(item).split(",")) : String(value).split(",");
  return list.map(Number);
}

function describeTeams(teams: Team[]): View {
  if (teams.length === 0) {
    const text = "There is no team yet. Reports are about all repositories together until there is one.";
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "note", content: [{ code: "/adjutant teams.save core repositories:acme/api zone:Europe/Berlin" }] },
      ],
    };
  }
  return {
    text: `${teams.length} ${teams.length === 1 ? "team" : "teams"}: ${teams.map(({ key }) => key).join(", ")}.`,
    nodes: teams.map((team) => ({
      type: "items",
      title: `${team.name} (${team.key})`,
      items: [
        { content: ["Repositories: ", team.repositories.join(", ") || "none yet"] },
        { content: ["Members: ", team.members.map(({ name }) => name).join(", ") || "none yet"] },
        { content: [`Zone ${team.zone}, working days ${team.working_days.join(", ")}, `, limit(team)] },
      ],
    })),
  };
}

function limit({ wip_limit }: Team): string {
  return wip_limit === null ? "no limit of work in progress of its own" : `at most ${wip_limit} open pull requests`;
}
