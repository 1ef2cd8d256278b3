import type { Person } from "#domain/directory";
import type { Db, Store } from "./db.ts";
import { and, eq, inArray, ne } from "./drizzle.ts";

const ID_SHOWN = 6;

/**
 * Forgets who somebody is. What is kept about the work says from then on a name that was made up; the accounts are told
 * apart still, but vendors may tell of them what they like: it is not learned again until they are linked anew.
 */
export function erasePerson(store: Store, { id, accounts }: Person, at: Date): Promise<string> {
  const name = `someone-${id.slice(-ID_SHOWN)}`;
  return store.transaction(async (tx) => {
    await tx.update(tx.tables.people).set({ name, email: null, zone: null }).where(eq(tx.tables.people.id, id));
    await eraseAccounts(tx, id, at);
    await eraseWords(
      tx,
      accounts.map(({ vendor, handle }) => `${vendor}:${handle}`),
      name,
    );
    return name;
  });
}

/** By the account in Slack they go on asking; by the others they are known no more. */
async function eraseAccounts(tx: Db, personId: string, at: Date): Promise<void> {
  const { accounts } = tx.tables;
  const isTheirs = eq(accounts.personId, personId);
  await tx.update(accounts).set({ name: null, email: null, erasedAt: at }).where(isTheirs);
  await tx
    .update(accounts)
    .set({ personId: null, linkedBy: null, linkedAt: null })
    .where(and(isTheirs, ne(accounts.vendor, "slack")));
}

/** What they typed, wherever it was remembered that they did. */
async function eraseWords(tx: Db, actors: readonly string[], name: string): Promise<void> {
  const { invocations, questionRatings, answerDrafts } = tx.tables;
  const ids = [...actors];
  await tx.update(invocations).set({ input: null, message: null, result: null }).where(inArray(invocations.actor, ids));
  await tx.update(questionRatings).set({ words: null }).where(inArray(questionRatings.by, ids));
  await tx.update(answerDrafts).set({ authorName: name }).where(inArray(answerDrafts.author, ids));
}
