import { GROUP_ID, memberIn } from "#domain/slack-ids";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { readNames } from "#kernel/names";
import type { Inline } from "#lib/view";

/** What people are called, by actor ("slack:U1") or Slack id ("U1"). */
export async function nameAll(context: Context, ids: readonly string[]): Promise<Record<string, string>> {
  return Object.fromEntries(await readNames(context, ids));
}

/** A person or a group as part of a sentence. */
export function toPerson(id: string, names: Record<string, string>): Inline {
  const user = memberIn(id);
  if (user) return { user, label: names[id] ?? user };
  return GROUP_ID.test(id) ? { group: id, label: `the group ${id}` } : describeActor(id);
}

export function nameOf(id: string, names: Record<string, string>): string {
  return names[id] ?? (memberIn(id) ? id : describeActor(id));
}

function describeActor(id: string): string {
  const [kind, name = ""] = id.split(/:(.*)/s);
  if (kind === "policy") return `the policy (rule ${name})`;
  if (kind === "key") return `the API key ${name}`;
  return id === "local-operator" ? "the operator of this machine" : id;
}

/** A refusal names people as Slack would show them; told as plain words, it has to call them by name. */
export async function withNames<Result>(context: Context, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const mentioned = [...error.message.matchAll(/<@([A-Z0-9]+)>/g)].map(([, id = ""]) => id);
    const names = await nameAll(context, mentioned);
    const message = error.message.replace(/<@([A-Z0-9]+)>/g, (_mention, id: string) => nameOf(id, names));
    throw new (error instanceof ForbiddenError ? ForbiddenError : UserError)(message, { cause: error });
  }
}
