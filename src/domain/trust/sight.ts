import { slackIdIn } from "../slack-ids.ts";
import type { Approval } from "./stored.ts";
import type { Place } from "./verdict.ts";

type Seen = Pick<Approval, "requester" | "origin" | "target">;

/**
 * The places of Slack that a proposal is about: where its card stands, which is the channel for cards or else where it was
 * asked for, and what it touches there.
 */
export function placesOf({ origin, target }: Seen, cardChannel: string | undefined): string[] {
  const places = [cardChannel ?? slackIdIn(origin.place), slackIdIn(target)];
  return [...new Set(places.filter((place) => place !== undefined))];
}

export interface Viewer {
  /** As an actor: "slack:U024". */
  id: string;
  /** Whether they may see it anywhere, as those who may decide on a proposal. */
  isEntitled: boolean;
  /** The place in which they look, whose readers see it there. */
  here: string | undefined;
}

/** Whether nothing of something but its number may be shown, because not everybody may read where it is at home. */
export function isHidden(
  { requester }: Pick<Seen, "requester">,
  places: readonly { id: string; kind: Place["kind"] }[],
  viewer: Viewer,
): boolean {
  if (viewer.isEntitled || requester === viewer.id) return false;
  return places.some(({ id, kind }) => kind !== "public" && id !== viewer.here);
}
