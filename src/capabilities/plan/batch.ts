import { z } from "zod";
import { STAGES } from "#domain/plan/plan";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { View } from "#lib/view";
import { beginPlan } from "./plan.ts";

const IDEAS_MAX = 50;
/** What is longer is refused for itself alone, in words of its own. */
const LENGTH_MAX = 300_000;

const Begun = z.object({
  batch: z.string(),
  plans: z.array(z.object({ position: z.number(), plan: z.string(), title: z.string() })),
  refused: z.array(z.object({ position: z.number(), reason: z.string() })),
});

export const planBatch = defineCapability({
  name: "plan.batch",
  summary: "Plan many ideas at once; one that cannot be planned does not keep the others.",
  risk: "record",
  input: z.object({
    ideas: z.array(z.string().max(LENGTH_MAX)).min(1).max(IDEAS_MAX).describe("The ideas, 50 at most."),
  }),
  result: Begun,
  async run(context, { ideas }): Promise<z.output<typeof Begun>> {
    const batch = context.id ?? context.traceId;
    const begun = { batch, plans: [], refused: [] } as z.output<typeof Begun>;
    for (const [position, idea] of ideas.entries()) {
      const outcome = await tryOne(context, idea, { batch, position });
      if (outcome.status === "begun") begun.plans.push(outcome.plan);
      else begun.refused.push(outcome.refused);
    }
    return begun;
  },
  view: ({ batch, plans, refused }): View => {
    const text = `${plans.length} of ${plans.length + refused.length} ideas are being planned.`;
    return {
      text,
      nodes: [
        { type: "text", content: [text, " How far they are: ", { code: `adjutant plan.batch-show ${batch}` }] },
        ...describeRefused(refused.map(({ position, reason }) => `Idea ${position + 1}: ${reason}`)),
      ],
    };
  },
});

async function tryOne(context: Context, idea: string, at: { batch: string; position: number }) {
  try {
    const { id, title } = await beginPlan(context, { idea }, at);
    return { status: "begun" as const, plan: { position: at.position, plan: id, title } };
  } catch (error) {
    // What is wrong with one idea is the answer to that one.
    if (error instanceof UserError)
      return { status: "refused" as const, refused: { position: at.position, reason: error.message } };
    throw error;
  }
}

const Progress = z.object({
  batch: z.string(),
  done: z.number(),
  failed: z.number(),
  running: z.number(),
  plans: z.array(
    z.object({
      position: z.number(),
      plan: z.string(),
      title: z.string(),
      stage: z.enum(STAGES),
      prd: z.number().nullable(),
      notice: z.string().nullable(),
    }),
  ),
});

export const showBatch = defineCapability({
  name: "plan.batch-show",
  summary: "How far each plan of a batch is.",
  risk: "read",
  input: z.object({ batch: z.string().trim().min(1).max(200).describe("The id that the batch was given.") }),
  result: Progress,
  async run({ plans: known, actor }, { batch }) {
    const all = (await known.batch(batch)).filter(({ asker }) => actor.kind === "operator" || asker.id === actor.id);
    if (all.length === 0) throw new UserError("There is no such batch of yours.");
    const count = (stages: readonly string[]) => all.filter(({ stage }) => stages.includes(stage)).length;
    const [done, failed] = [count(["done"]), count(["failed"])];
    return {
      ...{ batch, done, failed, running: all.length - done - failed },
      plans: all.map(({ position, id, title, stage, prd, notice }) => ({
        position,
        plan: id,
        title,
        stage,
        prd,
        notice,
      })),
    };
  },
  view: ({ done, failed, running, plans }): View => {
    const text = `${done} planned, ${failed} failed, ${running} on their way.`;
    const rows = plans.map(({ position, title, stage, prd, notice }) => [position + 1, title, stage, prd, notice]);
    const columns = ["", "Idea", "Stage", "PRD", "Remark"];
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "table", caption: "Plans", columns, rows },
      ],
    };
  },
});

function describeRefused(reasons: readonly string[]) {
  if (reasons.length === 0) return [];
  return [{ type: "items" as const, title: "Not planned", items: reasons.map((reason) => ({ content: [reason] })) }];
}
