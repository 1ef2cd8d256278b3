import { randomUUIDv7 } from "node:crypto";
import type { AccountRef, Person, SeenAccount } from "#domain/directory";
import { createAbsences, listSettings, toOwnSettings } from "./absences.ts";
import type { Db, Store } from "./db.ts";
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "./drizzle.ts";
import { erasePerson } from "./erasure.ts";

/** More than a report has owners. */
const LOGINS_MAX = 500;

interface Signature {
  by: string;
  at: Date;
}

/** People and the accounts by which vendors know them: the first half of the directory port. */
export function createPeople(store: Store) {
  return {
    ...createAbsences(store),
    personOf: (account: AccountRef) => findPerson(store, account),
    people: (limit: number) => listPeople(store, limit),
    namesOf: (logins: readonly string[]) => findNames(store, logins),
    see: (accounts: SeenAccount[], at: Date) => store.transaction((tx) => seeAll(tx, accounts, at)),
    unknownAccounts: (limit: number) => listUnknown(store, limit),
    bots: (limit: number) => listBots(store, limit),
    link: (account: AccountRef, personId: string, options: Signature & { force: boolean }) =>
      store.transaction((tx) => link(tx, { account, personId, ...options })),
    unlink: (account: AccountRef) => unlink(store, account),
    erase: (person: Person, at: Date) => erasePerson(store, person, at),
  };
}

function isAccount(db: Db, { vendor, handle }: AccountRef) {
  const { accounts } = db.tables;
  return and(eq(accounts.vendor, vendor), eq(accounts.handle, handle));
}

async function findPerson(db: Db, account: AccountRef): Promise<Person | undefined> {
  const { accounts } = db.tables;
  const [row] = await db.select({ personId: accounts.personId }).from(accounts).where(isAccount(db, account));
  if (!row?.personId) return undefined;
  const [person] = await loadPeople(db, [row.personId]);
  return person;
}

async function findNames(db: Db, logins: readonly string[]): Promise<Map<string, string>> {
  const { accounts, people } = db.tables;
  const handles = logins.slice(0, LOGINS_MAX);
  if (handles.length === 0) return new Map();
  const rows = await db
    .select({ handle: accounts.handle, name: people.name })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(accounts.vendor, "github"), inArray(accounts.handle, handles)));
  return new Map(rows.map(({ handle, name }) => [handle, name]));
}

async function listPeople(db: Db, limit: number): Promise<Person[]> {
  const { people } = db.tables;
  const rows = await db.select({ id: people.id }).from(people).orderBy(asc(people.name)).limit(limit);
  return loadPeople(
    db,
    rows.map(({ id }) => id),
  );
}

/** People in the order of their ids given, each with its accounts. */
async function loadPeople(db: Db, ids: string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const { people, accounts } = db.tables;
  const rows = await db.select().from(people).where(inArray(people.id, ids));
  const theirs = await db
    .select({ personId: accounts.personId, vendor: accounts.vendor, handle: accounts.handle })
    .from(accounts)
    .where(inArray(accounts.personId, ids))
    .orderBy(asc(accounts.vendor), asc(accounts.handle));
  const settings = await listSettings(db, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const mine = theirs.filter(({ personId }) => personId === id).map(({ vendor, handle }) => ({ vendor, handle }));
    const profile = row && { id, name: row.name, email: row.email, zone: row.zone, accounts: mine };
    return profile ? [{ ...profile, ...toOwnSettings(settings.get(id)) }] : [];
  });
}

async function seeAll(tx: Db, seen: SeenAccount[], at: Date): Promise<void> {
  for (const account of seen) {
    if (await isErased(tx, account)) continue;
    await rememberAccount(tx, account, at);
    if (account.kind === "human") await settleOwner(tx, account, at);
  }
}

async function isErased(tx: Db, account: AccountRef): Promise<boolean> {
  const { accounts } = tx.tables;
  const isForgotten = and(isAccount(tx, account), isNotNull(accounts.erasedAt));
  return (await tx.select({ handle: accounts.handle }).from(accounts).where(isForgotten)).length > 0;
}

async function rememberAccount(tx: Db, account: SeenAccount, at: Date): Promise<void> {
  const { accounts } = tx.tables;
  const { vendor, handle, name, email, kind } = account;
  await tx
    .insert(accounts)
    .values({ vendor, handle, name, email: toEmail(email), kind, seenAt: at })
    .onConflictDoUpdate({
      target: [accounts.vendor, accounts.handle],
      set: {
        name: sql`coalesce(excluded.name, ${accounts.name})`,
        email: sql`coalesce(excluded.email, ${accounts.email})`,
        seenAt: sql`excluded.seen_at`,
      },
    });
}

/** An account without an owner goes to the person with its e-mail; Slack members become people of their own. */
async function settleOwner(tx: Db, account: SeenAccount, at: Date): Promise<void> {
  const { accounts, people } = tx.tables;
  const [row] = await tx.select({ personId: accounts.personId }).from(accounts).where(isAccount(tx, account));
  const email = toEmail(account.email);
  const zone = account.zone ?? null;
  if (row?.personId) {
    if (account.vendor === "slack") await refreshPerson(tx, row.personId, { name: account.name, email, zone });
    // An address learned later says as much as one known from the beginning.
    if (email) await adoptByEmail(tx, email, { personId: row.personId, at });
    return;
  }
  const [owner] = email ? await tx.select({ id: people.id }).from(people).where(eq(people.email, email)).limit(1) : [];
  const personId = owner?.id ?? (await createFromSlack(tx, account, at));
  if (!personId) return;
  await setOwner(tx, account, { personId, by: "e-mail", at });
  if (email) await adoptByEmail(tx, email, { personId, at });
}

/** Slack says who people are; what it leaves out stays as it was. */
async function refreshPerson(tx: Db, id: string, { name, email, zone }: Profile) {
  if (!name && !email && !zone) return;
  const { people } = tx.tables;
  await tx
    .update(people)
    .set({ ...(name && { name }), ...(zone && { zone }), ...(email && { email }) })
    .where(eq(people.id, id));
}

interface Profile {
  name: string | null;
  email: string | null;
  zone: string | null;
}

async function createFromSlack(tx: Db, account: SeenAccount, at: Date): Promise<string | undefined> {
  if (account.vendor !== "slack") return undefined;
  const id = randomUUIDv7();
  const name = account.name ?? account.handle;
  const email = toEmail(account.email);
  await tx.insert(tx.tables.people).values({ id, name, email, zone: account.zone ?? null, createdAt: at });
  return id;
}

/** Accounts seen earlier with the same e-mail, which had nobody to belong to. */
async function adoptByEmail(tx: Db, email: string, { personId, at }: { personId: string; at: Date }): Promise<void> {
  const { accounts } = tx.tables;
  await tx
    .update(accounts)
    .set({ personId, linkedBy: "e-mail", linkedAt: at })
    .where(and(eq(accounts.email, email), isNull(accounts.personId), eq(accounts.kind, "human")));
}

async function setOwner(tx: Db, account: AccountRef, { personId, by, at }: Signature & { personId: string }) {
  await tx
    .update(tx.tables.accounts)
    .set({ personId, linkedBy: by, linkedAt: at, erasedAt: null })
    .where(isAccount(tx, account));
}

type Link = Signature & { account: AccountRef; personId: string; force: boolean };

async function link(tx: Db, { account, personId, by, at, force }: Link) {
  const owner = await findPerson(tx, account);
  if (owner && owner.id !== personId && !force) return { status: "taken" as const, person: owner };
  const { accounts } = tx.tables;
  await tx
    .insert(accounts)
    .values({ ...account, kind: "human", seenAt: at })
    .onConflictDoNothing();
  await setOwner(tx, account, { personId, by, at });
  const person = await findPerson(tx, account);
  if (!person) throw new Error(`There is no person ${personId} to link to.`);
  return { status: "linked" as const, person };
}

async function unlink(db: Db, account: AccountRef): Promise<boolean> {
  const { accounts } = db.tables;
  const freed = await db
    .update(accounts)
    .set({ personId: null, linkedBy: null, linkedAt: null })
    .where(isAccount(db, account))
    .returning({ handle: accounts.handle });
  return freed.length === 1;
}

async function listBots(db: Db, limit: number): Promise<string[]> {
  const { handle, kind } = db.tables.accounts;
  const rows = await db.select({ handle }).from(db.tables.accounts).where(eq(kind, "bot")).orderBy(handle).limit(limit);
  return rows.map((row) => row.handle);
}

async function listUnknown(db: Db, limit: number) {
  const { accounts } = db.tables;
  const { vendor, handle, name, email, kind, seenAt } = accounts;
  return db
    .select({ vendor, handle, name, email, kind, seenAt })
    .from(accounts)
    .where(and(isNull(accounts.personId), isNull(accounts.erasedAt), eq(accounts.kind, "human")))
    .orderBy(desc(accounts.seenAt), asc(accounts.handle))
    .limit(limit);
}

function toEmail(email: string | null): string | null {
  return email?.trim().toLowerCase() || null;
}
