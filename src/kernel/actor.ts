import { type AccountRef, type Person, toHandle } from "#domain/directory";
import { bareName } from "#domain/slack-ids";
import type { Context } from "./context.ts";
import { UnavailableError, UserError } from "./errors.ts";

/** The account behind an actor; undefined for keys, schedules and the terminal. */
export function accountOf({ actor }: Pick<Context, "actor">): AccountRef | undefined {
  const [vendor, handle] = actor.id.split(":");
  return actor.kind === "person" && vendor === "slack" && handle ? { vendor, handle } : undefined;
}

/** The person who asks. A Slack member we have not met is remembered on the spot. */
export async function requirePerson(context: Context): Promise<Person> {
  const account = accountOf(context);
  if (!account) throw new UserError("Say whom you mean with person:SLACK_USER_ID; only Slack knows who you are.");
  const known = await context.directory.personOf(account);
  if (known) return known;
  await context.directory.see([{ ...account, name: null, email: null, kind: "human" }], context.now());
  const met = await context.directory.personOf(account);
  if (!met) throw new Error(`The Slack member ${account.handle} was seen and is not there.`);
  return met;
}

/** The zone in which whoever asks reads times: their own, where it is known. */
export async function findZone(context: Context): Promise<string> {
  const account = accountOf(context);
  const person = account && (await context.directory.personOf(account));
  return person?.zone ?? context.settings.zone;
}

/** The person named by a Slack user id, or by a mention of one. Only an operator or a key may speak for others. */
export async function choosePerson(context: Context, named: string | undefined): Promise<Person> {
  if (named === undefined) return requirePerson(context);
  if (context.actor.kind === "person") throw new UserError("You can only do this for yourself.");
  const handle = readMember(named);
  const person = await context.directory.personOf({ vendor: "slack", handle });
  if (!person) throw new UserError(`No Slack member ${handle} is known yet.`);
  return person;
}

/** A Slack user id, out of one or a mention as people write them. */
export function readMember(named: string): string {
  return toHandle("slack", bareName(named));
}

/** How the actor signs a change. */
export function signatureOf({ actor, now }: Pick<Context, "actor" | "now">) {
  return { by: actor.id, at: now() };
}

/** A guest, whoever speaks through a key, and whom nobody can vouch for at the moment. */
export async function isStranger({ actor, places, log }: Pick<Context, "actor" | "places" | "log">): Promise<boolean> {
  if (actor.kind !== "person") return actor.kind === "key";
  try {
    return (await places.voterOf(actor))?.isGuest !== false;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    log.warn({ error }, "actor not known");
    return true;
  }
}
