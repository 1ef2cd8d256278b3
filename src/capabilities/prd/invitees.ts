import type { Person } from "#domain/directory";
import type { Prd } from "#domain/prd/prd";
import { bareName } from "#domain/slack-ids";
import { accountOf } from "#kernel/actor";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";

const PEOPLE_MAX = 1_000;
const INVITEES_MAX = 30;
const EMAIL = /^[^\s@,;:"<>]+@[^\s@,;:"<>]+\.[^\s@,;:"<>]+$/;

/** Somebody who should come. */
export type Invitee = Pick<Person, "name" | "email" | "zone">;

/** Who is named; or else who wrote and reviewed a PRD, and the team of its project. Never whoever asks, who comes anyway. */
export async function findInvitees(context: Context, prd: Prd, names: string): Promise<Invitee[]> {
  const people = await context.directory.people(PEOPLE_MAX);
  const asker = accountOf(context)?.handle;
  const found = names.trim() === "" ? await findConcerned(context, prd, people) : findNamed(names, people);
  return found
    .filter((one) => !("accounts" in one && slackIdOf(one) === asker && asker !== undefined))
    .slice(0, INVITEES_MAX);
}

async function findConcerned({ prds, directory }: Context, prd: Prd, people: readonly Person[]): Promise<Person[]> {
  const [reviews, projects] = await Promise.all([prds.reviews(prd.id), directory.projects()]);
  const team = projects.find(({ key }) => key === prd.project)?.team;
  const members = team ? ((await directory.team(team))?.members ?? []) : [];
  const ids = new Set(members.map(({ id }) => id));
  const actors = new Set([prd.createdBy, ...reviews.map(({ by }) => by)]);
  return people.filter((person) => ids.has(person.id) || actors.has(`slack:${slackIdOf(person)}`));
}

/** Names with commas between, or mentions, or e-mail addresses. */
function findNamed(names: string, people: readonly Person[]): (Person | Invitee)[] {
  const words = names
    .replace(/<@[^>]+>/g, ",$&,")
    .split(",")
    .map((word) => word.trim());
  const found = words.filter((word) => word !== "").map((word) => findOne(word, people));
  return [...new Map(found.map((one) => [one.email ?? one.name, one])).values()];
}

function findOne(word: string, people: readonly Person[]): Person | Invitee {
  const bare = bareName(word);
  const wanted = bare.toLowerCase();
  const called = people.filter(({ name, email, accounts }) =>
    [name, email, ...accounts.map(({ handle }) => handle)].some((one) => one?.toLowerCase() === wanted),
  );
  const [person] = called;
  if (called.length > 1) throw new UserError(`with: Several people are called “${bare}”. Give the e-mail address.`);
  if (person) return person;
  if (EMAIL.test(bare)) return { name: bare, email: bare, zone: null };
  throw new UserError(`with: Nobody is called “${bare}”. Mention them, or give the e-mail address.`);
}

function slackIdOf({ accounts }: Person): string | undefined {
  return accounts.find(({ vendor }) => vendor === "slack")?.handle;
}
