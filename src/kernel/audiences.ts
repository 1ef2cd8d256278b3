import { AUDIENCE, type DocumentTrust, WORKSPACE } from "#domain/knowledge/document";
import { slackIdIn } from "#domain/slack-ids";
import { isStranger } from "./actor.ts";
import type { Context } from "./context.ts";
import { ForbiddenError, UserError } from "./errors.ts";

type Asking = Pick<Context, "actor" | "origin" | "places" | "log" | "isPosted">;

/**
 * Whose documents may be read where the answer is shown: those that all readers of the place may read, where it is posted
 * for them, and else those that whoever asks may.
 */
export async function audiencesOf(context: Asking): Promise<string[]> {
  const here = channelOf(context);
  const isGuest = context.actor.kind === "person" && (await isStranger(context));
  // A guest who asks somewhere reads what is answered there, too.
  if (context.isPosted) return [...(!isGuest && (await isInside(context)) ? [WORKSPACE] : []), ...here];
  return [...new Set([...(isGuest ? [] : [WORKSPACE]), ownAudience(context), ...here])];
}

/** Where a document goes that whoever asks brings: to themselves alone, unless they name an audience they belong to. */
export async function chooseAudience(context: Asking, named: string | undefined): Promise<string> {
  const { actor } = context;
  if (actor.kind === "person" && (await isStranger(context))) throw new ForbiddenError("Guests cannot add documents.");
  if (named === undefined) return ownAudience(context);
  if (!AUDIENCE.test(named)) {
    throw new UserError("Name an audience: workspace, channel:C024BE91L, group:S024BE91L or user:U024BE91L.");
  }
  const allowed = await audiencesOf(context);
  if (actor.kind === "operator" || allowed.includes(named)) return named;
  throw new ForbiddenError(`You can add documents for those you belong to: ${allowed.join(", ")}.`);
}

/** Of what whoever asks writes; nobody declares that themselves. */
export async function trustOf(context: Asking): Promise<DocumentTrust> {
  return (await isStranger(context)) ? "anyone" : "member";
}

/** Whoever is at this machine, and what runs by the clock, has none narrower than that of everybody. */
function ownAudience({ actor }: Asking): string {
  if (actor.kind === "key") return actor.id;
  const user = actor.kind === "person" ? slackIdIn(actor.id) : undefined;
  return user === undefined ? WORKSPACE : `user:${user}`;
}

/** A direct message is nobody's place but theirs who write in it. */
function channelOf({ origin }: Asking): string[] {
  const place = slackIdIn(origin.place);
  return place !== undefined && /^[CG]/.test(place) ? [`channel:${place}`] : [];
}

async function isInside({ origin, places }: Asking): Promise<boolean> {
  const place = slackIdIn(origin.place);
  return place === undefined || (await places.placeOf(place)).kind !== "external";
}
