import { toHandle } from "#domain/directory";
import { memberIn } from "#domain/slack-ids";
import type { Context } from "./context.ts";

/** What members of Slack are called, by actor ("slack:U024") or id ("U024"); each is looked up once, and nobody else is in it. */
export async function readNames(
  { directory }: Pick<Context, "directory">,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const member = memberIn(id);
    const person = member && (await directory.personOf({ vendor: "slack", handle: toHandle("slack", member) }));
    if (person) names.set(id, person.name);
  }
  return names;
}
