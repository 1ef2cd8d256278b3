import type { StandupAnswer } from "#domain/schedule/answers";
import type { Db, Store } from "./db.ts";
import { and, asc, desc, eq, lt, lte } from "./drizzle.ts";

const LISTED_MAX = 2_000;

interface StandupRef {
  team: string;
  date: string;
}

/** Who was asked for a day's standup, and what they said (kernel/ports/standups.ts). */
export function createStandups(store: Store) {
  const { standupPrompts, standupAnswers } = store.tables;
  return {
    async asked({ team, date }: StandupRef): Promise<string[]> {
      const rows = await store
        .select({ person: standupPrompts.person })
        .from(standupPrompts)
        .where(and(eq(standupPrompts.team, team), eq(standupPrompts.date, date)))
        .limit(LISTED_MAX);
      return rows.map(({ person }) => person);
    },
    async ask(person: string, { team, date }: StandupRef, at: Date): Promise<boolean> {
      const row = { person, team, date, at };
      const noted = await store
        .insert(standupPrompts)
        .values(row)
        .onConflictDoNothing()
        .returning({ person: standupPrompts.person });
      return noted.length === 1;
    },
    async answer(answer: StandupAnswer): Promise<void> {
      await store.insert(standupAnswers).values(answer);
    },
    async answersBy(person: string): Promise<StandupAnswer[]> {
      const isTheirs = eq(standupAnswers.person, person);
      const rows = await store
        .select()
        .from(standupAnswers)
        .where(isTheirs)
        .orderBy(desc(standupAnswers.id))
        .limit(LISTED_MAX);
      return rows.map(toAnswer);
    },
    forget: (person: string) => store.transaction((tx) => forgetPerson(tx, person)),
    answers: (standup: StandupRef, at: Date) => listAnswers(store, standup, at),
    async answerOf(person: string, { team, date }: StandupRef): Promise<StandupAnswer | undefined> {
      const isTheirs = and(
        eq(standupAnswers.person, person),
        eq(standupAnswers.team, team),
        eq(standupAnswers.date, date),
      );
      const [row] = await store.select().from(standupAnswers).where(isTheirs).orderBy(desc(standupAnswers.id)).limit(1);
      return row && toAnswer(row);
    },
  };
}

async function forgetPerson(tx: Db, person: string): Promise<number> {
  const { standupPrompts, standupAnswers } = tx.tables;
  await tx.delete(standupPrompts).where(eq(standupPrompts.person, person));
  const gone = await tx
    .delete(standupAnswers)
    .where(eq(standupAnswers.person, person))
    .returning({ id: standupAnswers.id });
  return gone.length;
}

async function listAnswers(db: Db, { team, date }: StandupRef, at: Date): Promise<StandupAnswer[]> {
  const { standupAnswers } = db.tables;
  const rows = await db
    .select()
    .from(standupAnswers)
    .where(and(eq(standupAnswers.team, team), eq(standupAnswers.date, date), lte(standupAnswers.at, at)))
    .orderBy(asc(standupAnswers.id))
    .limit(LISTED_MAX);
  // A later word of the same person takes the place of their first.
  return [...new Map(rows.map((row) => [row.person, toAnswer(row)])).values()];
}

function toAnswer({ id: _id, ...answer }: StandupAnswer & { id: number }): StandupAnswer {
  return answer;
}

/** Forgets what was said before; answers how many answers that were. */
export async function forgetStandups(store: Store, before: Date): Promise<number> {
  const { standupPrompts, standupAnswers } = store.tables;
  await store.delete(standupPrompts).where(lt(standupPrompts.at, before));
  const gone = await store
    .delete(standupAnswers)
    .where(lt(standupAnswers.at, before))
    .returning({ id: standupAnswers.id });
  return gone.length;
}
