import { memberIn } from "#domain/slack-ids";
import type { Context } from "#kernel/context";
import { readNames } from "#kernel/names";
import type { Inline } from "#lib/view";
import type { Who } from "./fields.ts";

/** What people are called, by actor. */
export async function nameAll(context: Context, ids: readonly string[]): Promise<(id: string) => Who> {
  const names = await readNames(context, ids);
  return (id) => ({ id, name: names.get(id) ?? id.replace(/^[a-z]+:/, "") });
}

/** Somebody as part of a sentence. */
export function toPerson({ id, name }: Who): Inline {
  const user = memberIn(id);
  return user ? { user, label: name } : name;
}
