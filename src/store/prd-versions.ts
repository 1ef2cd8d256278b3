import { BRANCHES_MAX, fitText, MESSAGE_LENGTH_MAX, VERSIONS_MAX } from "#domain/prd/limits";
import { type Branch, MAIN, type StoredVersion, type VersionEntry } from "#domain/prd/prd";
import { makeVersion, type Version } from "#domain/prd/version";
import { sha256 } from "#lib/hash";
import { cleanText } from "#lib/text";
import { appendAudit, lockHead } from "./audit-chain.ts";
import type { Db, Store } from "./db.ts";
import { and, asc, eq, inArray, sql } from "./drizzle.ts";
import type { Tables } from "./schema.ts";

export interface NewText {
  text: string;
  author: string;
  message: string;
}

interface Commit extends NewText {
  prd: string;
  branch: string;
  expected: string;
  parents?: readonly string[];
  closes?: string;
}

interface NewBranch {
  prd: string;
  name: string;
  from: string;
  by: string;
}

type Committed =
  | { status: "kept"; version: StoredVersion }
  | { status: "moved"; head: StoredVersion }
  | { status: "same"; head: StoredVersion }
  | { status: "full" };

/** The half of the PRDs that is their texts. */
export function createPrdVersions(store: Store) {
  const { prdVersions, prdTexts, prdBranches } = store.tables;
  const withTexts = () =>
    store
      .select({ version: prdVersions, text: prdTexts.text })
      .from(prdVersions)
      .innerJoin(prdTexts, eq(prdTexts.hash, prdVersions.textHash));
  return {
    head: (prd: string, branch: string = MAIN) => findHead(store, prd, branch),
    async branches(prd: string): Promise<Branch[]> {
      const rows = store.select().from(prdBranches).where(eq(prdBranches.prd, prd));
      const all = await rows.orderBy(asc(prdBranches.createdAt), asc(prdBranches.name));
      return [...all.filter(isMain), ...all.filter((branch) => !isMain(branch))];
    },
    async version(id: string): Promise<StoredVersion | undefined> {
      const [row] = await withTexts().where(eq(prdVersions.id, id));
      return row && toVersion(row);
    },
    async history(prd: string): Promise<StoredVersion[]> {
      return (await withTexts().where(eq(prdVersions.prd, prd)).orderBy(asc(prdVersions.number))).map(toVersion);
    },
    async entries(prd: string): Promise<VersionEntry[]> {
      const rows = await store
        .select()
        .from(prdVersions)
        .where(eq(prdVersions.prd, prd))
        .orderBy(asc(prdVersions.number));
      return rows.map(toEntry);
    },
    commit: (commit: Commit, at: Date) => store.transaction((tx) => keep(tx, commit, at)),
    branch: (branch: NewBranch, at: Date) => store.transaction((tx) => addBranch(tx, branch, at)),
  };
}

/** The newest version of a branch. */
export async function findHead(db: Db, prd: string, name: string): Promise<StoredVersion | undefined> {
  const { prdVersions, prdTexts, prdBranches } = db.tables;
  const [row] = await db
    .select({ version: prdVersions, text: prdTexts.text })
    .from(prdBranches)
    .innerJoin(prdVersions, eq(prdVersions.id, prdBranches.head))
    .innerJoin(prdTexts, eq(prdTexts.hash, prdVersions.textHash))
    .where(and(eq(prdBranches.prd, prd), eq(prdBranches.name, name)));
  return row && toVersion(row);
}

/** Keeps a version; one that is known stays as it is. Whoever calls holds the lock under which versions are counted. */
export async function addVersion(tx: Db, words: Omit<Version, "id">): Promise<StoredVersion> {
  const { prdVersions, prdTexts } = tx.tables;
  const version = makeVersion({ ...words, message: cleanText(words.message, MESSAGE_LENGTH_MAX) });
  const { text, ...row } = version;
  const [earlier] = await tx
    .select({ number: prdVersions.number })
    .from(prdVersions)
    .where(eq(prdVersions.id, version.id));
  if (earlier) return { ...version, ...earlier };
  const textHash = sha256(text);
  await tx.insert(prdTexts).values({ hash: textHash, text }).onConflictDoNothing();
  const number = (await countVersions(tx, version.prd)) + 1;
  await tx.insert(prdVersions).values({ ...row, parents: [...row.parents], number, textHash });
  return { ...version, number };
}

const isMain = ({ name }: Branch) => name === MAIN;

type Row = Tables["prdVersions"]["$inferSelect"];

function toEntry({ textHash: _textHash, ...entry }: Row): VersionEntry {
  return entry;
}

function toVersion({ version, text }: { version: Row; text: string }): StoredVersion {
  return { ...toEntry(version), text };
}

async function countVersions(db: Db, prd: string): Promise<number> {
  const { prdVersions } = db.tables;
  const newest = db.select({ number: sql<number | null>`max(${prdVersions.number})` }).from(prdVersions);
  const [row] = await newest.where(eq(prdVersions.prd, prd));
  return row?.number ?? 0;
}

async function keep(tx: Db, commit: Commit, at: Date): Promise<Committed> {
  // All who change PRDs take this first, or two could wait for each other.
  await lockHead(tx);
  const { prd, branch, expected, parents = [], author, message } = commit;
  const head = await findHead(tx, prd, branch);
  if (!head) throw new Error(`The PRD ${prd} has no branch ${branch}.`);
  if (head.id !== expected) return { status: "moved", head };
  const text = fitText(commit.text);
  const others = parents.filter((id) => id !== expected);
  if (text === head.text && others.length === 0) return { status: "same", head };
  if (head.number >= VERSIONS_MAX || (await countVersions(tx, prd)) >= VERSIONS_MAX) return { status: "full" };
  await assertOfPrd(tx, prd, others);
  const version = await addVersion(tx, {
    ...{ prd, text, author, message, parents: [expected, ...others] },
    at: at.toISOString(),
  });
  await land(tx, { commit, version, at });
  return { status: "kept", version };
}

async function assertOfPrd(tx: Db, prd: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { prdVersions } = tx.tables;
  const known = await tx.$count(prdVersions, and(eq(prdVersions.prd, prd), inArray(prdVersions.id, [...ids])));
  if (known !== new Set(ids).size) throw new Error(`The PRD ${prd} has not all of these versions: ${ids.join(", ")}.`);
}

interface Landing {
  commit: Commit;
  version: StoredVersion;
  at: Date;
}

async function land(tx: Db, { commit, version, at }: Landing): Promise<void> {
  const { prdBranches, prds } = tx.tables;
  const { prd, branch, closes, author } = commit;
  const of = (name: string) => and(eq(prdBranches.prd, prd), eq(prdBranches.name, name));
  await tx.update(prdBranches).set({ head: version.id }).where(of(branch));
  const closed =
    closes === undefined || closes === branch || closes === MAIN
      ? []
      : await tx
          .delete(prdBranches)
          .where(and(of(closes), inArray(prdBranches.head, [...version.parents])))
          .returning({ name: prdBranches.name });
  const [reopened] =
    branch === MAIN
      ? await tx
          .update(prds)
          .set({ state: "draft" })
          .where(and(eq(prds.id, prd), inArray(prds.state, ["in_review", "approved"])))
          .returning({ state: prds.state })
      : [];
  const about = { verb: "committed", subject: prd, actor: author, outcome: reopened?.state ?? "kept" };
  const { id, number, parents, message } = version;
  const payload = { version: id, number, parents, branch, message, closed: closed.map(({ name }) => name) };
  await appendAudit(tx, [{ ...about, correlationId: id, payload, at }]);
}

async function addBranch(
  tx: Db,
  { prd, name, from, by }: NewBranch,
  at: Date,
): Promise<{ status: "kept" | "taken" | "full" }> {
  const { prdBranches } = tx.tables;
  await lockHead(tx);
  await assertOfPrd(tx, prd, [from]);
  const branches = await tx.select().from(prdBranches).where(eq(prdBranches.prd, prd));
  if (branches.some((branch) => branch.name === name)) return { status: "taken" };
  if (branches.length >= BRANCHES_MAX) return { status: "full" };
  await tx.insert(prdBranches).values({ prd, name, head: from, createdBy: by, createdAt: at });
  const about = { verb: "branched", subject: prd, actor: by, outcome: "kept", correlationId: from };
  await appendAudit(tx, [{ ...about, payload: { name, from }, at }]);
  return { status: "kept" };
}
