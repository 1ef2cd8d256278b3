import { fitText, TITLE_LENGTH_MAX } from "#domain/prd/limits";
import { MAIN, type Prd, type PrdOrigin, type State, type StoredVersion } from "#domain/prd/prd";
import { cleanText } from "#lib/text";
import { appendAudit, lockHead } from "./audit-chain.ts";
import type { Db, Store } from "./db.ts";
import { and, desc, eq, inArray } from "./drizzle.ts";
import { createPrdReviews } from "./prd-reviews.ts";
import { addVersion, createPrdVersions, type NewText } from "./prd-versions.ts";

const IN_THREAD_MAX = 20;

interface NewPrd {
  id?: string;
  title: string;
  project: string | null;
  createdBy: string;
  place: string | null;
  thread: string | null;
  origin: PrdOrigin;
}

interface Filter {
  states?: readonly State[];
  project?: string;
  limit: number;
}

type Change = Partial<Pick<Prd, "title" | "project" | "place" | "thread" | "state">> & { by: string };

/** PRDs with all that they ever said (kernel/ports/prds.ts). */
export function createPrds(store: Store, { quorum }: { quorum: number }) {
  const { prds } = store.tables;
  return {
    quorum,
    create: (prd: NewPrd, first: NewText, at: Date) => store.transaction((tx) => create(tx, { prd, first, at })),
    async find(ref: number | string): Promise<Prd | undefined> {
      const is = typeof ref === "number" ? eq(prds.number, ref) : eq(prds.id, ref);
      const [prd] = await store.select().from(prds).where(is);
      return prd;
    },
    inThread: (place: string, thread: string): Promise<Prd[]> =>
      store
        .select()
        .from(prds)
        .where(and(eq(prds.place, place), eq(prds.thread, thread)))
        .orderBy(desc(prds.number))
        .limit(IN_THREAD_MAX),
    list: ({ states, project, limit }: Filter): Promise<Prd[]> => {
      const isWanted = and(
        states && inArray(prds.state, [...states]),
        project === undefined ? undefined : eq(prds.project, project),
      );
      return store.select().from(prds).where(isWanted).orderBy(desc(prds.number)).limit(limit);
    },
    change: (id: string, change: Change, at: Date) => store.transaction((tx) => changePrd(tx, id, { change, at })),
    ...createPrdVersions(store),
    ...createPrdReviews(store, quorum),
  };
}

interface Creation {
  prd: NewPrd;
  first: NewText;
  at: Date;
}

async function create(tx: Db, { prd, first, at }: Creation): Promise<{ prd: Prd; version: StoredVersion }> {
  const { prds, prdBranches } = tx.tables;
  await lockHead(tx);
  const title = cleanText(prd.title, TITLE_LENGTH_MAX);
  const [row] = await tx
    .insert(prds)
    .values({ ...prd, title, createdAt: at })
    .returning();
  if (!row) throw new Error("The PRD was not kept.");
  const text = fitText(first.text);
  const version = await addVersion(tx, { ...first, text, prd: row.id, parents: [], at: at.toISOString() });
  const branch = { prd: row.id, name: MAIN, head: version.id, createdBy: prd.createdBy, createdAt: at };
  await tx.insert(prdBranches).values(branch);
  const { number, project, origin } = row;
  const about = { verb: "created", subject: row.id, actor: prd.createdBy, outcome: "draft", correlationId: version.id };
  await appendAudit(tx, [{ ...about, payload: { number, title, project, origin, version: version.id }, at }]);
  return { prd: row, version };
}

async function changePrd(tx: Db, id: string, { change, at }: { change: Change; at: Date }): Promise<Prd | undefined> {
  const { prds } = tx.tables;
  await lockHead(tx);
  const { by, ...set } = change;
  const title = set.title === undefined ? {} : { title: cleanText(set.title, TITLE_LENGTH_MAX) };
  const [row] = await tx
    .update(prds)
    .set({ ...set, ...title })
    .where(eq(prds.id, id))
    .returning();
  if (!row) return undefined;
  const about = { verb: "changed", subject: id, actor: by, outcome: row.state, correlationId: id };
  await appendAudit(tx, [{ ...about, payload: set, at }]);
  return row;
}
