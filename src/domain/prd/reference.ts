import { UserError } from "#lib/errors";
import type { Branch, VersionEntry } from "./prd.ts";

/** A version's whole id. */
export const VERSION_ID = /^[0-9a-f]{64}$/;

/** A branch's name, as people give it. */
export const BRANCH_NAME = /^[a-z0-9][a-z0-9._/-]{0,59}$/;

/**
 * The version that somebody means: a branch's newest, "v12", "12", or the beginning of an id. Throws a UserError where
 * there is none, or several begin so.
 */
export function findVersion(
  { entries, branches }: { entries: readonly VersionEntry[]; branches: readonly Branch[] },
  ref: string,
): VersionEntry {
  const branch = branches.find(({ name }) => name === ref);
  if (branch)
    return requireOne(
      entries.filter(({ id }) => id === branch.head),
      ref,
    );
  const [, number] = /^v?(\d{1,6})$/i.exec(ref) ?? [];
  if (number !== undefined)
    return requireOne(
      entries.filter((entry) => entry.number === Number(number)),
      ref,
    );
  const isId = /^[0-9a-f]{4,64}$/i.test(ref);
  return requireOne(isId ? entries.filter(({ id }) => id.startsWith(ref.toLowerCase())) : [], ref);
}

function requireOne(found: readonly VersionEntry[], ref: string): VersionEntry {
  const [only, ...others] = found;
  if (!only) throw new UserError(`There is no version or branch “${ref}”. “/prd log” lists the versions.`);
  if (others.length > 0) throw new UserError(`Several versions begin with “${ref}”. Give more of it.`);
  return only;
}
