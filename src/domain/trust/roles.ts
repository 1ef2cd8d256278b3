import { z } from "zod";

/** Slack user ids (U…), or ids of Slack user groups (S…), of whose members the same is true. */
const People = z.array(z.string().regex(/^[UWS][A-Z0-9]{2,20}$/, "Name people by Slack user id, groups by their id."));

/** Who may decide on what. */
export const Roles = z.strictObject({
  /** May only read. */
  viewers: People.prefault([]),
  leads: z
    .record(z.string(), People)
    .transform((teams) => new Map(Object.entries(teams)))
    .prefault({}),
  approvers: z
    .array(
      z.strictObject({
        who: People,
        /** Names of effects; `pr.*` means all that begin so. */
        may: z.array(z.string()).min(1).prefault(["*"]),
        projects: z.array(z.string()).min(1).prefault(["*"]),
      }),
    )
    .prefault([]),
  policy_admins: People.prefault([]),
  security_admins: People.prefault([]),
});
export type Roles = z.output<typeof Roles>;

/** Somebody as the policy knows them: their own Slack id and those of the groups they are in. */
export interface Member {
  slackIds: readonly string[];
}

export interface Subject {
  /** The effect's name, like pr.merge. */
  name: string;
  project: string | null;
  team: string | null;
}

export function isViewer({ viewers }: Roles, member: Member): boolean {
  return isAmong(viewers, member);
}

export function isSecurityAdmin({ security_admins }: Roles, member: Member): boolean {
  return isAmong(security_admins, member);
}

export function isPolicyAdmin({ policy_admins }: Roles, member: Member): boolean {
  return isAmong(policy_admins, member);
}

/** May decide on this effect, whatever its risk; what changes the policy itself is for its admins. */
export function isApprover({ approvers, policy_admins }: Roles, member: Member, { name, project }: Subject): boolean {
  if (name.startsWith("policy.")) return isAmong(policy_admins, member);
  return approvers.some(
    ({ who, may, projects }) =>
      isAmong(who, member) && may.some((glob) => matches(glob, name)) && matchesProject(projects, project),
  );
}

/** May decide on something, and so may stop everything. */
export function isAnyApprover({ approvers, policy_admins, security_admins }: Roles, member: Member): boolean {
  return [...approvers.map(({ who }) => who), policy_admins, security_admins].some((who) => isAmong(who, member));
}

export function isLead({ leads }: Roles, member: Member, { team }: Subject): boolean {
  return team !== null && isAmong(leads.get(team) ?? [], member);
}

/** The ids of those who may decide, for the card; groups stay groups. */
export function approversOf(roles: Roles, { name, project }: Subject): string[] {
  if (name.startsWith("policy.")) return roles.policy_admins;
  const inScope = roles.approvers.filter(
    ({ may, projects }) => may.some((glob) => matches(glob, name)) && matchesProject(projects, project),
  );
  return [...new Set(inScope.flatMap(({ who }) => who))];
}

function isAmong(ids: readonly string[], { slackIds }: Member): boolean {
  return ids.some((id) => slackIds.includes(id));
}

function matches(glob: string, name: string): boolean {
  return glob === "*" || glob === name || (glob.endsWith(".*") && name.startsWith(glob.slice(0, -1)));
}

function matchesProject(projects: readonly string[], project: string | null): boolean {
  return projects.includes("*") || (project !== null && projects.includes(project));
}
