import type { Project, Team } from "#domain/directory";
import { MONDAY_TO_FRIDAY } from "#lib/calendar";
import type { Db, Store } from "./db.ts";
import { asc, eq, sql } from "./drizzle.ts";

interface Signature {
  by: string;
  at: Date;
}

type Gaps<Fields> = { [Key in keyof Fields]?: Fields[Key] | undefined };
type TeamChange = Gaps<Omit<Team, "key" | "members">> & { key: string; members?: string[] | undefined };

interface Saving extends Signature {
  /** Of a new team that names none. */
  zone: string;
}

/** Teams and projects: the second half of the directory port. */
export function createTeams(store: Store) {
  return {
    teams: () => loadTeams(store),
    async team(key: string) {
      const teams = await loadTeams(store, key);
      return teams[0];
    },
    saveTeam: (team: TeamChange, options: Saving) => store.transaction((tx) => saveTeam(tx, team, options)),
    removeTeam: (key: string) => removeTeam(store, key),
    projects: () => listProjects(store),
    createProject: (project: Project, signature: Signature) => createProject(store, project, signature),
    updateProject: (key: string, change: Partial<Omit<Project, "key">>, signature: Signature) =>
      updateProject(store, { key, change, signature }),
    removeProject: (key: string) => removeProject(store, key),
  };
}

async function loadTeams(db: Db, key?: string): Promise<Team[]> {
  const { teams, teamMembers, teamRepositories, people } = db.tables;
  const only = key === undefined ? undefined : eq(teams.key, key);
  const rows = await db.select().from(teams).where(only).orderBy(asc(teams.key));
  const members = await db
    .select({ team: teamMembers.team, id: people.id, name: people.name })
    .from(teamMembers)
    .innerJoin(people, eq(people.id, teamMembers.personId))
    .orderBy(asc(people.name));
  const repositories = await db.select().from(teamRepositories).orderBy(asc(teamRepositories.repo));
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    zone: row.zone,
    working_days: row.workingDays,
    holidays: row.holidays,
    wip_limit: row.wipLimit,
    channel: row.channel,
    repositories: repositories.filter(({ team }) => team === row.key).map(({ repo }) => repo),
    members: members.filter(({ team }) => team === row.key).map(({ id, name }) => ({ id, name })),
  }));
}

/** Writes what is named, and reads nothing first, so that two who save at once both have their way. */
async function saveTeam(tx: Db, team: TeamChange, { by, at, zone }: Saving): Promise<Team> {
  const { teams } = tx.tables;
  const { key, members, repositories } = team;
  const named = withoutGaps({
    ...{ name: team.name, zone: team.zone, channel: team.channel },
    ...{ workingDays: team.working_days, holidays: team.holidays, wipLimit: team.wip_limit },
  });
  const signed = { ...named, updatedAt: at, updatedBy: by };
  await tx
    .insert(teams)
    .values({ key, name: key, zone, workingDays: [...MONDAY_TO_FRIDAY], holidays: [], ...signed })
    .onConflictDoUpdate({ target: teams.key, set: signed });
  if (members) await replaceMembers(tx, key, members);
  if (repositories) await replaceRepositories(tx, key, repositories);
  const [saved] = await loadTeams(tx, key);
  if (!saved) throw new Error(`The team ${key} was saved and is not there.`);
  return saved;
}

async function replaceMembers(tx: Db, team: string, members: readonly string[]): Promise<void> {
  const { teamMembers } = tx.tables;
  await tx.delete(teamMembers).where(eq(teamMembers.team, team));
  const rows = members.map((personId) => ({ team, personId }));
  if (rows.length > 0) await tx.insert(teamMembers).values(rows).onConflictDoNothing();
}

async function replaceRepositories(tx: Db, team: string, repositories: readonly string[]): Promise<void> {
  const { teamRepositories } = tx.tables;
  await tx.delete(teamRepositories).where(eq(teamRepositories.team, team));
  const rows = repositories.map((repo) => ({ team, repo }));
  if (rows.length > 0) await tx.insert(teamRepositories).values(rows).onConflictDoNothing();
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** What is given; null is, and says “none”. */
function withoutGaps<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;
}

async function removeTeam(db: Db, key: string): Promise<boolean> {
  const { teams } = db.tables;
  const removed = await db.delete(teams).where(eq(teams.key, key)).returning({ key: teams.key });
  return removed.length === 1;
}

async function listProjects(db: Db): Promise<Project[]> {
  const { projects } = db.tables;
  const { key, name, tracker, team, description } = projects;
  return db
    .select({ key, name, tracker, team, description })
    .from(projects)
    .orderBy(asc(sql`${key}`));
}

async function createProject(db: Db, project: Project, { by, at }: Signature): Promise<boolean> {
  const { projects } = db.tables;
  const row = { ...project, updatedAt: at, updatedBy: by };
  const created = await db.insert(projects).values(row).onConflictDoNothing().returning({ key: projects.key });
  return created.length === 1;
}

interface ProjectUpdate {
  key: string;
  change: Partial<Omit<Project, "key">>;
  signature: Signature;
}

async function updateProject(db: Db, { key, change, signature }: ProjectUpdate): Promise<boolean> {
  const { projects } = db.tables;
  const updated = await db
    .update(projects)
    .set({ ...change, updatedAt: signature.at, updatedBy: signature.by })
    .where(eq(projects.key, key))
    .returning({ key: projects.key });
  return updated.length === 1;
}

async function removeProject(db: Db, key: string): Promise<boolean> {
  const { projects } = db.tables;
  const removed = await db.delete(projects).where(eq(projects.key, key)).returning({ key: projects.key });
  return removed.length === 1;
}
