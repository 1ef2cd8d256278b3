import { z } from "zod";
import type { Question } from "#domain/answer/question";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";

export const QuestionField = z.string().trim().min(1).max(64).describe("The id of the question.");

/** A question as far as it is for whoever comes: their own, or one that was asked before everybody where they are. */
export async function requireQuestion({ questions, actor, origin }: Context, id: string): Promise<Question> {
  const found = await questions.find(id);
  const isSeen = found && (found.asker === actor.id || (found.place !== null && found.place === origin.place));
  if (!isSeen) throw new UserError("There is no such question, or it was too long ago. Ask it anew.");
  return found;
}
