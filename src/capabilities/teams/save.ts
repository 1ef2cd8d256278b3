import { z } from "zod";
import { Key, Repository, Team, TimeZone, toHandle, WorkingDays } from "#domain/directory";
import { signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { describeTeams } from "./view.ts";

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const REPOSITORIES_MAX = 200;
const MEMBERS_MAX = 200;

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
    return context.directory.saveTeam(team, signatureOf(context));
  },
  view: (team) => describeTeams([team]),
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
