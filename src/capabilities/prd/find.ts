import type { Branch, Prd, StoredVersion, VersionEntry } from "#domain/prd/prd";
import { findVersion } from "#domain/prd/reference";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { Entry } from "./fields.ts";
import { nameAll } from "./people.ts";

export async function requireHead({ prds }: Context, prd: Prd, branch: string): Promise<StoredVersion> {
  const head = await prds.head(prd.id, branch);
  if (head) return head;
  const names = (await prds.branches(prd.id)).map(({ name }) => name);
  throw new UserError(`PRD ${prd.number} has no branch “${branch}”, but ${names.join(", ")}.`);
}

/** All versions of a PRD without their texts, and where its branches stand. */
export interface Course {
  entries: VersionEntry[];
  branches: Branch[];
}

export async function loadCourse({ prds }: Context, prd: Prd): Promise<Course> {
  const [entries, branches] = await Promise.all([prds.entries(prd.id), prds.branches(prd.id)]);
  return { entries, branches };
}

/** The version that somebody names. */
export async function requireVersion(context: Context, prd: Prd, ref: string): Promise<StoredVersion> {
  const { id } = findVersion(await loadCourse(context, prd), ref);
  return requireText(context, id);
}

export async function requireText({ prds }: Context, id: string): Promise<StoredVersion> {
  const version = await prds.version(id);
  if (!version) throw new Error(`The version ${id} is gone.`);
  return version;
}

export async function toEntry(context: Context, shown: VersionEntry, all: readonly VersionEntry[]): Promise<Entry> {
  const [entry] = await toEntries(context, [shown], all);
  if (!entry) throw new Error("One version makes one entry.");
  return entry;
}

/** Versions as people see them: by number, and their authors by name. */
export async function toEntries(
  context: Context,
  shown: readonly VersionEntry[],
  all: readonly VersionEntry[] = shown,
): Promise<Entry[]> {
  const numbers = new Map(all.map(({ id, number }) => [id, number]));
  const who = await nameAll(
    context,
    shown.map(({ author }) => author),
  );
  return shown.map(({ number, id, parents, author, message, at }) => ({
    ...{ number, id, message, at, author: who(author) },
    parents: parents.flatMap((parent) => numbers.get(parent) ?? []),
  }));
}
