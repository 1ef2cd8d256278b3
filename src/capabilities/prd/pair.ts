import { MAIN, type Prd, type StoredVersion } from "#domain/prd/prd";
import { findVersion } from "#domain/prd/reference";
import type { Context } from "#kernel/context";
import { loadCourse, requireText } from "./find.ts";

export interface Named {
  from?: string | undefined;
  to?: string | undefined;
}

/** Two versions to compare; the older one is missing where the newer one is the first. */
export async function requirePair(
  context: Context,
  prd: Prd,
  { from, to }: Named,
): Promise<{ before: StoredVersion | undefined; after: StoredVersion }> {
  const course = await loadCourse(context, prd);
  const after = findVersion(course, to ?? MAIN);
  const before = from === undefined ? after.parents[0] : findVersion(course, from).id;
  const texts = [
    requireText(context, after.id),
    before === undefined ? undefined : requireText(context, before),
  ] as const;
  return { after: await texts[0], before: await texts[1] };
}
