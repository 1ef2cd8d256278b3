import { z } from "zod";
import type { AnswerDraft } from "#domain/answer/question";
import { WORKSPACE } from "#domain/knowledge/document";
import { slackIdIn } from "#domain/slack-ids";
import type { Context } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";
import { sha256 } from "#lib/hash";

export const DraftField = z.string().trim().min(1).max(64).describe("The id of what somebody answered.");

export async function requireDraft({ questions }: Pick<Context, "questions">, id: string): Promise<AnswerDraft> {
  const draft = await questions.findDraft(id);
  if (!draft) throw new UserError("There is no such answer, or it was too long ago. Save it anew.");
  return draft;
}

/** Of exactly what is agreed to. */
export function versionOf(draft: AnswerDraft): string {
  const { question, answer, author, audience, link } = draft;
  return sha256(JSON.stringify([question, answer, author, audience, link]));
}

/**
 * Whose document an answer becomes that was given about something asked in a place: everybody's, where everybody could read
 * the place; and else theirs alone who read it there.
 */
export async function audienceOfPlace(
  { places }: Pick<Context, "places">,
  { place, asker }: { place: string | null; asker: string | null },
): Promise<string> {
  const id = slackIdIn(place ?? undefined);
  if (id !== undefined && /^[CG]/.test(id)) {
    return (await places.placeOf(id)).kind === "public" ? WORKSPACE : `channel:${id}`;
  }
  return `user:${slackIdIn(asker ?? undefined) ?? "nobody"}`;
}

/** Whether somebody is from outside, or nobody can say. */
export async function isFromOutside({ places, log }: Pick<Context, "places" | "log">, actor: string): Promise<boolean> {
  try {
    return (await places.voterOf({ kind: "person", id: actor }))?.isGuest !== false;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    log.warn({ error }, "author not known");
    return true;
  }
}

export async function nameOf({ directory }: Pick<Context, "directory">, actor: string): Promise<string> {
  const handle = slackIdIn(actor);
  const person = handle === undefined ? undefined : await directory.personOf({ vendor: "slack", handle });
  return person?.name ?? handle ?? actor;
}

/** "everybody in the workspace" */
export function describeAudience(audience: string): string {
  if (audience === WORKSPACE) return "everybody in the workspace";
  if (audience.startsWith("channel:")) return `those who ask in ${audience.slice("channel:".length)}`;
  return "whoever asked, and nobody else";
}
