import { z } from "zod";
import { Key, LocalDate, orNone, Repository, Team, TimeZone, WorkingDays } from "#domain/directory";
import { RESERVED_KEYS } from "#domain/scopes";
import { readMember, signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { describeTeams } from "./view.ts";

const REPOSITORIES_MAX = 200;
const MEMBERS_MAX = 200;
const HOLIDAYS_MAX = 400;

const NewKey = Key.refine((key) => !RESERVED_KEYS.includes(key), {
  error: "“all” means every repository and “none” no team at all. Use another key.",
});
const Limit = z.coerce.number().int().min(1).max(1_000);

const Input = z.object({
  key: NewKey.describe("Short key of the team, like core."),
  name: z.string().trim().min(1).max(80).optional().describe("What people call it."),
  repositories: z.array(Repository).max(REPOSITORIES_MAX).optional().describe("owner/name, as many as you like."),
  members: z.array(z.string().max(100)).max(MEMBERS_MAX).optional().describe("Slack user ids, or mentions."),
  zone: TimeZone.optional().describe("IANA time zone, like Europe/Berlin."),
  working_days: z.preprocess(toNumbers, WorkingDays).optional().describe("1 Monday to 7 Sunday, like 1,2,3,4,5."),
  holidays: z
    .array(LocalDate)
    .max(HOLIDAYS_MAX)
    .optional()
    .describe("Dates on which nobody of the team works, like 2026-12-25."),
  wip_limit: orNone(Limit).optional().describe("Open pull requests the team wants at most; none for no own limit."),
  channel: orNone(z.string().max(100)).optional().describe("Slack channel id of the team, or none."),
});

export const saveTeam = defineCapability({
  name: "teams.save",
  summary: "Create a team, or change what is named of one.",
  risk: "record",
  input: Input,
  result: Team,
  async run(context, { members, ...named }) {
    const personIds = members && (await findMembers(context, members));
    const { zone } = context.settings;
    return context.directory.saveTeam({ ...named, members: personIds }, { ...signatureOf(context), zone });
  },
  view: (team) => describeTeams([team]),
});

async function findMembers({ directory }: Context, members: string[]): Promise<string[]> {
  const found = await Promise.all(
    members.map(async (member) => {
      return { member, person: await directory.personOf({ vendor: "slack", handle: readMember(member) }) };
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
