import { type MetricWindow, wholeWeeks } from "#domain/metrics/window";
import { readMoment } from "#domain/report-fields";
import { EVERYTHING } from "#domain/scopes";
import { requirePerson } from "#kernel/actor";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { refuseSmall } from "#kernel/groups";
import { findScope } from "#kernel/observe";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { projectsOf } from "#kernel/sprint-board";
import { type Zone, zoneOf } from "#lib/time";

/** The work of whoever asks, told to nobody else. */
const OWN = "me";

interface Asked {
  of: string;
  weeks: number;
  as_of?: string | undefined;
}

/** What is asked, settled: everything that a metric has to know. */
export interface Measuring {
  of: string;
  /** As people call it. */
  name: string;
  zone: Zone;
  window: MetricWindow;
  asOf: Date;
  question: MetricQuestion;
}

type Scope = Pick<MetricQuestion, "repositories" | "projects" | "own"> & { name: string; zone: string };

/** Sprints are of teams: a service has none. */
const NO_SPRINTS = { projects: [], own: null };

/** Throws a UserError for what nobody knows, and for a team so small that its figures would be about its people. */
export async function settleMeasuring(context: Context, { of, weeks, as_of }: Asked): Promise<Measuring> {
  const asOf = readMoment(as_of, context.now());
  const { name, zone: zoneName, ...whose } = await findMeasured(context, of);
  const zone = zoneOf(zoneName);
  const window = wholeWeeks(zone, asOf, weeks);
  return { of, name, zone, window, asOf, question: { ...whose, window, zone: zoneName, asOf } };
}

async function findMeasured(context: Context, of: string): Promise<Scope> {
  const { settings } = context;
  if (of === OWN) return findOwn(context);
  if (of.includes("/")) return findRepository(context, of);
  const service = settings.services?.get(of);
  if (service) return { name: of, zone: settings.zone, repositories: [...service], ...NO_SPRINTS };
  const { name, repositories, calendar } = await findScope(context.directory, { key: of, zone: settings.zone });
  if (of !== EVERYTHING) await refuseSmall(context, of);
  return { name, zone: calendar.zone, repositories, projects: await projectsOf(context, of), own: null };
}

async function findOwn(context: Context): Promise<Scope> {
  if (context.isPosted) throw new UserError("Your own figures are for you alone: type /metrics me.");
  const { accounts, zone } = await requirePerson(context);
  const own = accounts.filter(({ vendor }) => vendor === "github").map(({ handle }) => handle);
  if (own.length === 0) throw new UserError("No GitHub account is linked to you: /adjutant link github LOGIN.");
  return { name: "You", zone: zone ?? context.settings.zone, repositories: null, projects: [], own };
}

async function findRepository({ facts, directory, settings }: Context, repository: string): Promise<Scope> {
  const known = await facts.repositories();
  if (!known.includes(repository)) throw new UserError(`Nothing is known of ${repository}.`);
  const team = (await directory.teams()).find(({ repositories }) => repositories.includes(repository));
  return { name: repository, zone: team?.zone ?? settings.zone, repositories: [repository], ...NO_SPRINTS };
}
