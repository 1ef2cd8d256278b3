import type { Absence } from "#domain/absence";
import type { OfficeHours, Person } from "#domain/directory";
import { dateOf, dayOfDate } from "#lib/time";
import type { Db, Store } from "./db.ts";
import { and, asc, eq, gte, inArray, lt } from "./drizzle.ts";
import type { Tables } from "./schema.ts";

const LISTED_MAX = 5_000;

type Settings = Tables["personSettings"]["$inferSelect"];

interface Signature {
  by: string;
  at: Date;
}

interface OwnSettings {
  zone?: string | null | undefined;
  hours?: OfficeHours | null | undefined;
  wantsPrompts?: boolean | undefined;
}

/** When single people are not there, and how they work otherwise than their team: part of the directory port. */
export function createAbsences(store: Store) {
  return {
    absences: (on: { from: string; person?: string }) => listAbsences(store, on),
    async addAbsence(absence: Absence, signature: Signature): Promise<void> {
      await store.insert(store.tables.absences).values({ ...absence, ...signature });
    },
    endAbsences: (person: string, today: string) => store.transaction((tx) => endAbsences(tx, person, today)),
    async forgetOwn(person: string): Promise<void> {
      const { absences, personSettings } = store.tables;
      await store.delete(absences).where(eq(absences.person, person));
      await store.delete(personSettings).where(eq(personSettings.person, person));
    },
    saveSettings: (person: string, settings: OwnSettings, signature: Signature) =>
      saveSettings(store, { person, settings, signature }),
  };
}

async function listAbsences(db: Db, { from: today, person }: { from: string; person?: string }): Promise<Absence[]> {
  const { absences } = db.tables;
  const { from, to } = absences;
  const isTheirs = person === undefined ? undefined : eq(absences.person, person);
  return db
    .select({ person: absences.person, from, to })
    .from(absences)
    .where(and(gte(to, today), isTheirs))
    .orderBy(asc(from), asc(absences.id))
    .limit(LISTED_MAX);
}

async function endAbsences(tx: Db, person: string, today: string): Promise<number> {
  const { absences } = tx.tables;
  const isCurrent = and(eq(absences.person, person), gte(absences.to, today));
  const unbegun = await tx
    .delete(absences)
    .where(and(isCurrent, eq(absences.from, today)))
    .returning({ id: absences.id });
  const yesterday = dateOf(dayOfDate(today) - 1);
  const ended = await tx
    .update(absences)
    .set({ to: yesterday })
    .where(and(isCurrent, lt(absences.from, today)))
    .returning({ id: absences.id });
  return unbegun.length + ended.length;
}

interface Saving {
  person: string;
  settings: OwnSettings;
  signature: Signature;
}

async function saveSettings(db: Db, { person, settings, signature }: Saving): Promise<void> {
  const { personSettings } = db.tables;
  const { zone, hours, wantsPrompts } = settings;
  const named = {
    ...(zone !== undefined && { zone }),
    ...(hours !== undefined && { opens: hours?.opens ?? null, closes: hours?.closes ?? null }),
    ...(wantsPrompts !== undefined && { wantsPrompts }),
  };
  const signed = { ...named, updatedAt: signature.at, updatedBy: signature.by };
  await db
    .insert(personSettings)
    .values({ person, wantsPrompts: true, ...signed })
    .onConflictDoUpdate({ target: personSettings.person, set: signed });
}

/** Of some people, by their ids. */
export async function listSettings(db: Db, people: readonly string[]): Promise<Map<string, Settings>> {
  const { personSettings } = db.tables;
  const rows = await db
    .select()
    .from(personSettings)
    .where(inArray(personSettings.person, [...people]));
  return new Map(rows.map((row) => [row.person, row]));
}

/** What takes the place of what Slack says of a person. */
export function toOwnSettings(
  settings: Settings | undefined,
): Pick<Person, "hours" | "wantsPrompts"> & { zone?: string } {
  if (!settings) return {};
  const { zone, opens, closes, wantsPrompts } = settings;
  return {
    ...(zone !== null && { zone }),
    ...(opens !== null && closes !== null && { hours: { opens, closes } }),
    ...(!wantsPrompts && { wantsPrompts }),
  };
}
