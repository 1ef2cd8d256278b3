import { z } from "zod";
import { RATINGS } from "#domain/plan/feedback";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { say } from "#lib/view";

export const rateDraft = defineCapability({
  name: "feedback.rate",
  summary: "Say whether a draft by a model was of use.",
  risk: "record",
  input: z.object({
    plan: z.string().trim().min(1).max(200).describe("The id of the plan."),
    rating: z.enum(RATINGS).describe("up or down."),
  }),
  result: z.object({ plan: z.string(), rating: z.enum(RATINGS) }),
  async run({ plans, feedback, actor, origin, now }, { plan: id, rating }) {
    const plan = await plans.find(id);
    const isSeen = plan && (plan.asker.id === actor.id || (plan.place !== null && plan.place === origin.place));
    if (!plan?.writer || !isSeen) throw new UserError("There is no such draft by a model.");
    await feedback.rate({ plan: id, by: actor.id, rating, at: now() });
    return { plan: id, rating };
  },
  view: ({ rating }) => {
    const text =
      rating === "up" ? "Thanks, that is noted." : "Thanks, that is noted. What should be different? Use Revise.";
    return say(text);
  },
});
