import { cleanTextOf } from "#domain/prd/conflicts";
import { ancestorsOf, mergeBasesOf, parentsOf } from "#domain/prd/history";
import { joinVersions } from "#domain/prd/join";
import { VERSIONS_MAX } from "#domain/prd/limits";
import { toLines } from "#domain/prd/lines";
import { mergeLines, type Part } from "#domain/prd/merge";
import type { Prd, StoredVersion } from "#domain/prd/prd";
import { isStranger } from "#kernel/actor";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { sha256 } from "#lib/hash";
import { requireHead } from "./find.ts";

/** So often somebody may be quicker before we give up. */
const ATTEMPTS_MAX = 20;
const ASIDE = "edit-";
const ASIDE_LENGTH = 8;

/** What is to become the newest of a branch. */
export interface Landing {
  prd: Prd;
  branch: string;
  /** What it was written on. */
  base: StoredVersion;
  text: string;
  message: string;
  /** Versions whose text is in it already. */
  parents?: readonly string[];
  /** A branch that is done with it. */
  closes?: string;
}

/** `same`: it changes nothing. `conflicts`: it is kept on the branch `from`, and people have to settle how it joins. */
export type Landed =
  | { status: "kept"; version: StoredVersion; joined: boolean }
  | { status: "same"; version: StoredVersion }
  | { status: "conflicts"; from: string; ours: StoredVersion; theirs: StoredVersion; parts: Part[] };

/**
 * Puts a text on a branch. Where somebody was quicker, it is kept on a branch of its own first and then joined with what
 * they wrote: nothing that anybody wrote is ever lost.
 */
export async function land(context: Context, landing: Landing): Promise<Landed> {
  const { prd, branch, base, parents = [], closes } = landing;
  await assertMember(context, prd);
  const done = await tryCommit(context, landing, { expected: base.id, text: landing.text, parents, closes });
  if (done?.status === "kept") return { ...done, joined: false };
  if (done) return done;
  const there = await findThere(context, landing);
  if (there) return { status: "same", version: there };
  const from = await putAside(context, landing);
  const joined = await mergeInto(context, { prd, branch, from, message: `${landing.message} (joined)` });
  if (joined.status === "nothing") return { status: "same", version: joined.version };
  return joined.status === "kept" ? { ...joined, joined: true } : joined;
}

/** Nothing would show afterwards that strangers had a hand in what members wrote, and tickets are made from it. */
async function assertMember(context: Context, { origin }: Prd): Promise<void> {
  if (origin.isTainted || !(await isStranger(context))) return;
  throw new ForbiddenError("A PRD is written by members of the workspace, and neither by guests nor by programs.");
}

interface Trial {
  expected: string;
  text: string;
  parents: readonly string[];
  closes: string | undefined;
}

type Tried = { status: "kept"; version: StoredVersion } | { status: "same"; version: StoredVersion };

/** Undefined where somebody was quicker. */
async function tryCommit(
  { prds, actor, now }: Context,
  { prd, branch, message }: Pick<Landing, "prd" | "branch" | "message">,
  { closes, ...trial }: Trial,
): Promise<Tried | undefined> {
  const commit = { ...trial, prd: prd.id, branch, author: actor.id, message };
  const done = await prds.commit({ ...commit, ...(closes !== undefined && { closes }) }, now());
  if (done.status === "moved") return undefined;
  if (done.status === "full") {
    throw new UserError(`PRD ${prd.number} has ${VERSIONS_MAX} versions, which is all it may have. Begin a new one.`);
  }
  return done.status === "kept" ? done : { status: "same", version: done.head };
}

/** The newest version of the branch, where all of it is in that already, as when the same is sent twice. */
async function findThere(
  context: Context,
  { prd, branch, base, text, parents = [] }: Landing,
): Promise<StoredVersion | undefined> {
  const head = await requireHead(context, prd, branch);
  const family = ancestorsOf(parentsOf(await context.prds.entries(prd.id)), head.id);
  if (![base.id, ...parents].every((id) => family.has(id))) return undefined;
  const [before, ours, theirs] = [toLines(base.text), toLines(head.text), toLines(text)];
  return cleanTextOf(mergeLines({ base: before, ours, theirs })) === head.text ? head : undefined;
}

/** A branch for one text, whose name follows from it: whoever sends the same again finds it there. */
async function putAside(context: Context, landing: Landing): Promise<string> {
  const { prds, actor, now } = context;
  const { prd, base, text, message, parents = [], closes } = landing;
  const name = `${ASIDE}${sha256(`${base.id}\0${actor.id}\0${text}`).slice(0, ASIDE_LENGTH)}`;
  const made = await prds.branch({ prd: prd.id, name, from: base.id, by: actor.id }, now());
  if (made.status === "full") throw new UserError(`PRD ${prd.number} has too many branches. Merge some of them first.`);
  await tryCommit(context, { prd, branch: name, message }, { expected: base.id, text, parents, closes });
  return name;
}

export interface Merging {
  prd: Prd;
  branch: string;
  /** The branch that is joined into it. */
  from: string;
  message: string;
}

export type Merged =
  | { status: "kept"; version: StoredVersion }
  | { status: "nothing"; version: StoredVersion }
  | Unsettled;
type Unsettled = Extract<Landed, { status: "conflicts" }>;

/** Joins one branch into another, as long as nobody has to decide anything. */
export async function mergeInto(context: Context, merging: Merging): Promise<Merged> {
  const { prd, branch, from } = merging;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const [ours, theirs] = await Promise.all([requireHead(context, prd, branch), requireHead(context, prd, from)]);
    const parts = await joinTexts(context, { prd, ours, theirs });
    if (!parts) return { status: "nothing", version: ours };
    const text = cleanTextOf(parts);
    if (text === undefined) return { status: "conflicts", from, ours, theirs, parts };
    const trial = { expected: ours.id, text, parents: [theirs.id], closes: closedBy(from) };
    const done = await tryCommit(context, merging, trial);
    if (done) return { status: "kept", version: done.version };
  }
  throw new UserError(
    `Many people write on PRD ${prd.number} just now. It is kept on the branch “${from}”: merge that.`,
  );
}

/** What was put aside for a moment goes when it is joined; a branch that people made stays. */
export function closedBy(from: string): string | undefined {
  return from.startsWith(ASIDE) ? from : undefined;
}

/** Two versions of one PRD. */
export interface Pair {
  prd: Prd;
  ours: StoredVersion;
  theirs: StoredVersion;
}

/** How two versions join; undefined where theirs is in ours already. */
export async function joinTexts({ prds }: Context, { prd, ours, theirs }: Pair): Promise<Part[] | undefined> {
  const parents = parentsOf(await prds.entries(prd.id));
  const bases = mergeBasesOf(parents, ours.id, theirs.id);
  const [only] = bases;
  // Of branches that were joined crosswise, any version may matter.
  const needed = bases.length === 1 && only !== undefined ? [await prds.version(only)] : await prds.history(prd.id);
  const texts = new Map([ours, theirs, ...needed.filter((one) => one !== undefined)].map(({ id, text }) => [id, text]));
  return joinVersions({ parents, textOf: (id) => requireKnown(texts, id) }, ours.id, theirs.id);
}

function requireKnown(texts: ReadonlyMap<string, string>, id: string): string {
  const text = texts.get(id);
  if (text === undefined) throw new Error(`The version ${id} is missing.`);
  return text;
}
