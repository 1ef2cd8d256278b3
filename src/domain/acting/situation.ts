import type { Calendar } from "#lib/calendar";
import { type Absence, isAway } from "../absence.ts";
import type { Person, Project, Team } from "../directory.ts";
import type { PullRequest } from "../pull-request.ts";
import type { Rule } from "../rules.ts";
import { everythingScope, teamScope } from "../scopes.ts";
import type { Signal } from "../signals.ts";
import { repositoryOf } from "../subject.ts";
import type { KindRule } from "../trust/policy.ts";
import type { Sent } from "./noise.ts";
import { isInOfficeHours, officeOf } from "./office-hours.ts";
import type { ActingStep, Blocker, StepKind, Suggestion, Wish } from "./records.ts";

/** Everything that what rules do next depends on. */
export interface Situation {
  now: Date;
  /** Of people and repositories of which no other is known. */
  zone: string;
  /** Those not resolved. */
  signals: readonly Signal[];
  rules: readonly Rule[];
  /** What the policy says of kinds of signals. */
  kinds: ReadonlyMap<string, KindRule>;
  /** Slack ids by team. */
  leads: ReadonlyMap<string, readonly string[]>;
  pulls: ReadonlyMap<string, PullRequest>;
  /** About the subjects of the signals, the oldest first. */
  steps: readonly ActingStep[];
  sent: readonly (Sent & { kind: StepKind })[];
  wishes: readonly Wish[];
  blockers: ReadonlyMap<string, Blocker>;
  suggestions: ReadonlyMap<string, Suggestion>;
  /** By GitHub login. */
  byLogin: ReadonlyMap<string, Person>;
  /** By Slack id. */
  bySlackId: ReadonlyMap<string, Person>;
  teams: readonly Team[];
  /** Those that are not over. */
  absences: readonly Absence[];
  projects: readonly Project[];
}

/** Something that is to be done, as the invocation that asks for it. */
export interface Plan {
  /** Null where a rung of a ladder has nobody on it: that is only noted. */
  call: { name: string; input: Record<string, unknown>; isTainted: boolean } | null;
  rule: string;
  /** Why, in words of ours. */
  cause: { ref: string; words: string };
  steps: Omit<ActingStep, "invocation" | "at">[];
}

export function teamOf({ teams }: Situation, { scope, subject }: Pick<Signal, "scope" | "subject">): Team | undefined {
  const repo = repositoryOf(subject);
  return teams.find(({ key, repositories }) => (scope ? key === scope : repositories.includes(repo)));
}

export function calendarOf(situation: Situation, signal: Pick<Signal, "scope" | "subject">): Calendar {
  const team = teamOf(situation, signal);
  return (team ? teamScope(team) : everythingScope(situation.zone)).calendar;
}

/** A person's Slack id; undefined where nobody knows it. */
export function slackIdOf({ byLogin }: Situation, login: string): string | undefined {
  return byLogin.get(login)?.accounts.find(({ vendor }) => vendor === "slack")?.handle;
}

/** Whether somebody can be asked about this: we know them in Slack, and they have not said that they do not want to be. */
export function isReachable(situation: Situation, login: string, subject: string): boolean {
  return slackIdOf(situation, login) !== undefined && isWilling(situation, situation.byLogin.get(login), subject);
}

/** False for those who are away today, or have said that they do not want to be asked. */
export function isWilling(situation: Situation, person: Person | undefined, subject: string): boolean {
  const { wishes, absences, now } = situation;
  if (person && isAway(absences, { person: person.id, zone: person.zone ?? situation.zone, at: now })) return false;
  return !wishes.some((wish) => wish.person === person?.id && (wish.subject === "" || wish.subject === subject));
}

/** Whether it is working time where somebody is. */
export function isAtWork(situation: Situation, slackId: string): boolean {
  const { bySlackId, teams, now } = situation;
  const person = bySlackId.get(slackId);
  const team = teams.find(({ members }) => members.some(({ id }) => id === person?.id));
  return isInOfficeHours(officeOf(person, team, situation), now);
}
