import { NOISE_WINDOW_MS } from "#domain/acting/noise";
import type { Situation } from "#domain/acting/situation";
import type { Person, Vendor } from "#domain/directory";
import type { PullRequest } from "#domain/pull-request";
import type { Signal } from "#domain/signals";
import { DAY_MS } from "#lib/time";
import type { Acting } from "./acting.ts";

const SIGNALS_MAX = 5_000;
const PEOPLE_MAX = 5_000;

/** Everything that what rules do next depends on, as it is now. */
export async function gatherSituation({ ports, policy, now }: Acting): Promise<Situation> {
  const { acting, signals: known, facts, directory, rules, settings } = ports;
  const at = now();
  const signals = await known.list({ states: ["open", "acknowledged"], limit: SIGNALS_MAX });
  const subjects = [...new Set(signals.map(({ subject }) => subject))];
  const people = await directory.people(PEOPLE_MAX);
  const { kinds, roles } = policy.current();
  return {
    ...{ now: at, zone: settings.zone, signals, rules: rules.current(), kinds, leads: roles.leads },
    pulls: bySubject(await facts.pullRequests(subjects.filter(isPullRequest), at)),
    steps: await acting.steps(subjects),
    sent: await acting.sentSince(new Date(at.getTime() - NOISE_WINDOW_MS)),
    wishes: await acting.wishes(at),
    blockers: bySubject(await acting.blockers(at)),
    suggestions: bySubject(await acting.suggestions(subjects)),
    ...{ byLogin: byAccount(people, "github"), bySlackId: byAccount(people, "slack") },
    teams: await directory.teams(),
    absences: await directory.absences({ from: new Date(at.getTime() - DAY_MS).toISOString().slice(0, 10) }),
    projects: await directory.projects(),
  };
}

/** `owner/repo#7`; deployments and teams are none. */
function isPullRequest(subject: Signal["subject"]): boolean {
  return /^[^/#:]+\/[^/#]+#\d+$/.test(subject);
}

function bySubject<Thing extends Pick<PullRequest, "subject">>(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.subject, thing]));
}

function byAccount(people: readonly Person[], vendor: Vendor): Map<string, Person> {
  const pairs = people.flatMap((person) =>
    person.accounts.filter((account) => account.vendor === vendor).map(({ handle }) => [handle, person] as const),
  );
  return new Map(pairs);
}
