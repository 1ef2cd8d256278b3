import { slackIdIn } from "#domain/slack-ids";
import { isStranger } from "#kernel/actor";
import type { Context } from "#kernel/context";

/**
 * Who asks, where, and whether strangers have a hand in what is said: guests, whoever speaks through a key, and those who
 * write in a place that is shared with others.
 */
export async function originOf(context: Context, { hasOthers }: { hasOthers: boolean }) {
  const { actor, origin, now } = context;
  const { surface, place = null } = origin;
  const isTainted = (await isStranger(context)) || (hasOthers && (await isShared(context)));
  return { asker: actor, surface, place, isTainted, createdAt: now() };
}

async function isShared({ origin, places }: Context): Promise<boolean> {
  const channel = slackIdIn(origin.place);
  return channel === undefined || (await places.placeOf(channel)).kind === "external";
}
