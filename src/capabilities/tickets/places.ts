import type { Project } from "#domain/directory";
import { ownersOf } from "#domain/ownership";
import type { Attempt } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { RefusedError, UnavailableError, UserError } from "#kernel/errors";
import { github } from "./github.ts";
import { jira } from "./jira.ts";
import { linear } from "./linear.ts";
import type { Ticket, Tracker, TrackerName } from "./tracker.ts";

const TRACKERS: Record<TrackerName, Tracker> = { github, jira, linear };
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/** Where something of a ticket is to happen: the tracker, and the name that the tracker knows it by. */
export interface Spot {
  name: TrackerName;
  tracker: Tracker;
  ref: string;
  project: Project | null;
}

/** Where the tickets of a project go: its configuration says so. A repository means its own issues. */
export async function spotOfProject(context: Context, given: string): Promise<Spot> {
  if (REPOSITORY.test(given)) return spotOfRepository(context, given.toLowerCase());
  const project = await requireProject(context, given.toUpperCase());
  const ref = project.tracker === "github" ? await repositoryOf(context, project) : project.key;
  return { name: project.tracker, tracker: TRACKERS[project.tracker], ref, project };
}

/** Where tickets may be made is named in ALLOWED_PROJECTS, by key or by repository; nowhere, where that is empty. */
export function assertAllowed({ settings }: Context, { ref, project }: Spot): void {
  const allowed = settings.allowedProjects.map((one) => one.toLowerCase());
  const names = [ref, project?.key ?? ref].map((one) => one.toLowerCase());
  if (allowed.includes("*") || names.some((name) => allowed.includes(name))) return;
  const where = settings.allowedProjects.length === 0 ? "none" : settings.allowedProjects.join(", ");
  throw new UserError(
    `Tickets may not be made in ${project?.key ?? ref}: whoever runs Adjutant allows ${where}, in ALLOWED_PROJECTS.`,
  );
}

/** The rules for a project hold also for who names its repository instead. */
async function spotOfRepository({ directory }: Context, ref: string): Promise<Spot> {
  const [teams, projects] = await Promise.all([directory.teams(), directory.projects()]);
  const { project } = ownersOf(ref, { teams, projects });
  const owner = projects.find(({ key }) => key === project) ?? null;
  return { name: "github", tracker: github, ref, project: owner };
}

/** Where a ticket is that people call API-12 or acme/api#7. */
export async function spotOfTicket(context: Context, given: string): Promise<Spot> {
  const [repository = "", issue] = given.split("#");
  if (issue !== undefined) return { ...(await spotOfProject(context, repository)), ref: given.toLowerCase() };
  const [key = "", number = ""] = given.toUpperCase().split("-");
  const spot = await spotOfProject(context, key);
  return { ...spot, ref: spot.name === "github" ? `${spot.ref}#${number}` : `${key}-${number}` };
}

async function requireProject({ directory }: Context, key: string): Promise<Project> {
  const project = (await directory.projects()).find((one) => one.key === key);
  if (project) return project;
  throw new UserError(`There is no project ${key}. Add it with projects.create, and say where its tickets live.`);
}

async function repositoryOf({ directory }: Context, { key, team }: Project): Promise<string> {
  const repositories = team === null ? [] : ((await directory.team(team))?.repositories ?? []);
  const [repository] = repositories;
  if (repositories.length === 1 && repository !== undefined) return repository;
  throw new UserError(
    `The tickets of ${key} are on GitHub, and its team looks after ${repositories.length} repositories. Name the repository, like acme/api.`,
  );
}

/** What a card says of a ticket, and whose system it is in, which depends on the project. */
export function showTicket({ name, project }: Spot, { ref, title, url, isPublic }: Ticket) {
  return {
    ...{ vendor: name, subject: `${ref} ${title}`, link: url },
    ...{ project: project?.key ?? null, team: project?.team ?? null },
    place: isPublic ? { kind: "external" as const } : { kind: "private" as const, members: Number.POSITIVE_INFINITY },
  };
}

/** A version names its tracker first: what was approved for one is not done in another. */
export function versionOf({ name }: Spot, ...parts: (string | null)[]): string {
  return JSON.stringify([name, ...parts]);
}

/** The parts of the version that was approved, or a refusal where the project has moved to another tracker since. */
export function approvedParts({ name, ref }: Spot, { version }: Attempt): (string | null)[] {
  const [tracker, ...parts] = JSON.parse(version) as (string | null)[];
  if (tracker !== name) throw new RefusedError(`${ref} has moved to another tracker since.`);
  return parts;
}

/** Looks for what became of an attempt. That we may not look at the moment is no answer. */
export async function lookFor<Found>(look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    const isAnswer = !(error instanceof UserError || error instanceof RefusedError);
    throw isAnswer ? error : new UnavailableError(error.message, { cause: error });
  }
}
