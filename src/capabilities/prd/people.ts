import { toHandle } from "#domain/directory";
import type { Context } from "#kernel/context";
import type { Inline } from "#lib/view";
import type { Who } from "./fields.ts";

/** What people are called, by actor: each is looked up once. */
export async function nameAll({ directory }: Context, ids: readonly string[]): Promise<(id: string) => Who> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const handle = slackIdOf(id);
    const person = handle && (await directory.personOf({ vendor: "slack", handle: toHandle("slack", handle) }));
    if (person) names.set(id, person.name);
  }
  return (id) => ({ id, name: names.get(id) ?? id.replace(/^[a-z]+:/, "") });
}

/** Somebody as part of a sentence. */
export function toPerson({ id, name }: Who): Inline {
  const user = slackIdOf(id);
  return user ? { user, label: name } : name;
}

function slackIdOf(id: string): string | undefined {
  return /^slack:([UW][A-Z0-9]{2,20})$/.exec(id)?.[1];
}
