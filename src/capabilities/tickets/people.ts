import type { Person } from "#domain/directory";
import { bareName } from "#domain/slack-ids";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { Spot } from "./places.ts";
import type { Assignee } from "./tracker.ts";

const PEOPLE_MAX = 1_000;
const NOBODY = new Set(["none", "nobody"]);

/** Who is meant by a name, an e-mail address, a Slack member or a login; null where nobody is. */
export async function findAssignee(context: Context, spot: Spot, words: string): Promise<Assignee | null> {
  if (NOBODY.has(words.toLowerCase())) return null;
  const { name, tracker, ref } = spot;
  for (const query of await queriesFor(context, name, words)) {
    const [first, ...others] = await tracker.candidates(context, ref, query);
    if (others.length > 0)
      throw new UserError(`Several people in ${tracker.label} go by “${query}”. Give the e-mail address.`);
    if (first) return first;
  }
  throw new UserError(`Nobody who goes by “${words}” can be given ${ref} in ${tracker.label}.`);
}

/** The account that is linked first, then what else is known of the person, then the words as they are. */
async function queriesFor({ directory }: Context, vendor: Spot["name"], words: string): Promise<string[]> {
  const people = (await directory.people(PEOPLE_MAX)).filter((person) => isCalled(person, words));
  const [person] = people;
  if (people.length > 1) throw new UserError(`Several people are called “${words}”. Give the e-mail address.`);
  if (!person) return [words];
  const handle = person.accounts.find((account) => account.vendor === vendor)?.handle;
  if (vendor === "github") return [handle ?? words];
  return [handle, person.email, person.name].filter((query) => query !== undefined && query !== null);
}

function isCalled({ name, email, accounts }: Person, words: string): boolean {
  const bare = bareName(words).toLowerCase();
  const names = [name, email, ...accounts.map(({ handle }) => handle)];
  return names.some((one) => one?.toLowerCase() === bare);
}
