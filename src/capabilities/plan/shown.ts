import { z } from "zod";
import type { Draft } from "#domain/plan/draft";
import { lint } from "#domain/plan/lint";
import { type Plan, STAGES } from "#domain/plan/plan";
import { renderSection } from "#domain/plan/render";
import { SECTIONS } from "#domain/plan/sections";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";

const Story = z.object({
  id: z.string(),
  title: z.string(),
  estimate: z.string().nullable(),
  serves: z.array(z.string()),
});

export const PlanShown = z.object({
  id: z.string(),
  kind: z.enum(["draft", "revise"]),
  title: z.string(),
  stage: z.enum(STAGES),
  prd: z.number().nullable(),
  version: z.string().nullable(),
  /** By which model and prompt it was written; null where rules wrote it. */
  model: z.string().nullable(),
  prompt: z.string().nullable(),
  trace_id: z.string().nullable(),
  is_tainted: z.boolean(),
  /** Why no model wrote it, or why there is nothing. */
  notice: z.string().nullable(),
  questions: z.array(z.object({ question: z.string(), why: z.string() })),
  findings: z.array(z.object({ level: z.enum(["question", "error"]), section: z.string(), message: z.string() })),
  sections: z.array(z.object({ heading: z.string(), text: z.string() })),
  epics: z.array(z.object({ title: z.string(), stories: z.array(Story) })),
});
export type PlanShown = z.output<typeof PlanShown>;

export function toShown(plan: Plan): PlanShown {
  const { writer, draft } = plan;
  return {
    ...{ id: plan.id, kind: plan.wish.kind, title: draft?.title || plan.title, stage: plan.stage, prd: plan.prd },
    ...{ version: plan.version, is_tainted: plan.isTainted, notice: plan.notice, questions: plan.questions },
    ...{ model: writer?.model ?? null, prompt: writer?.prompt ?? null, trace_id: writer?.traceId ?? null },
    findings: draft ? lint(draft) : [],
    sections: draft ? listSections(draft) : [],
    epics: (draft?.tickets.epics ?? []).map(({ title, stories }) => ({
      title,
      stories: stories.map(({ id, title: name, estimate, serves }) => ({ id, title: name, estimate, serves })),
    })),
  };
}

function listSections(draft: Draft) {
  const known = SECTIONS.map((section) => ({ heading: section.heading, text: renderSection(draft, section) }));
  return [...known, ...draft.more].filter(({ text }) => text !== "");
}

/** For whoever asked for it, and for everybody where they did. */
export async function requirePlan(context: Context, id: string): Promise<Plan> {
  const plan = await context.plans.find(id);
  if (!plan) throw new UserError("There is no such plan, or it is no longer kept.");
  const { actor, origin } = context;
  const isHere = plan.place !== null && plan.place === origin.place;
  if (!isHere && actor.kind !== "operator" && plan.asker.id !== actor.id) {
    throw new ForbiddenError("Only where it was asked for, and to whoever asked for it, is a plan shown.");
  }
  return plan;
}
