import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { describeDraft } from "./draft-view.ts";
import { PlanField } from "./fields.ts";
import { describeProgress } from "./progress-view.ts";
import { PlanShown, requirePlan, toShown } from "./shown.ts";

const Result = PlanShown.extend({ part: z.enum(["progress", "draft"]) });

export const showPlan = defineCapability({
  name: "plan.show",
  summary: "How far a plan is, and its draft when it is there.",
  risk: "read",
  input: z.object({
    plan: PlanField,
    part: z.enum(["progress", "draft"]).default("draft").describe("progress, or draft for what was written."),
  }),
  result: Result,
  run: async (context, { plan, part }) => ({ ...toShown(await requirePlan(context, plan)), part }),
  view: ({ part, ...plan }) =>
    part === "draft" && plan.stage === "done" ? describeDraft(plan) : describeProgress(plan),
});
