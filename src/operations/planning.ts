import { z } from "zod";
import { hasEnded, PLAN_QUEUE, type Plan, type PlanProgress } from "#domain/plan/plan";
import type { Log, Ports } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { Invoke } from "#kernel/invoke";
import type { Job } from "#kernel/job-queue";
import type { Lane } from "#kernel/worker";
import { draftPlan } from "./plan-draft.ts";
import { revisePlan } from "./plan-revise.ts";
import { tellEnd, tellProgress } from "./plan-telling.ts";

/** So many are written at once; the gateway has a limit of its own for what goes on at the model. */
const PLANS_AT_ONCE = 4;
const FAULT = "Something went wrong on our side, and it was logged. Ask again, or write the PRD by hand.";

export interface Planning {
  ports: Pick<Ports, "plans" | "prds" | "facts" | "model" | "announcements" | "places">;
  invoke: Invoke;
  log: Log;
  now(): Date;
}

/** One plan on its way: `advance` keeps how far it is, for people to see and for whoever goes on after a crash. */
export interface Work {
  plan: Plan;
  signal: AbortSignal;
  advance(progress: PlanProgress): Promise<Plan>;
}

/** Plans take longer than anybody waits for an answer, so they are written by jobs. */
export function planningLane(planning: Planning): Lane {
  return { concurrency: PLANS_AT_ONCE, handlers: { [PLAN_QUEUE]: (job, signal) => fulfil(planning, job, signal) } };
}

async function fulfil(planning: Planning, job: Job, signal: AbortSignal): Promise<void> {
  const { plan: id } = z.object({ plan: z.string() }).parse(job.payload);
  const plan = await planning.ports.plans.find(id);
  if (!plan) return;
  const ended = hasEnded(plan) ? plan : await carryOut(planning, { job, plan, signal });
  await tellEnd(planning, ended);
}

async function carryOut(planning: Planning, { job, plan, signal }: { job: Job; plan: Plan; signal: AbortSignal }) {
  const work = { plan, signal, advance: (progress: PlanProgress) => advance(planning, plan.id, progress) };
  try {
    return await (plan.wish.kind === "draft"
      ? draftPlan(planning, work, plan.wish)
      : revisePlan(planning, work, plan.wish));
  } catch (error) {
    const reason = error instanceof UserError ? error.message : FAULT;
    const isOver = error instanceof UserError || job.attempt >= job.attemptsMax;
    if (!isOver || signal.aborted) throw error;
    if (reason === FAULT) planning.log.error({ error, plan: plan.id }, "plan given up");
    return planning.ports.plans
      .advance(plan.id, { stage: "failed", notice: reason, endedAt: planning.now() })
      .then((failed) => failed ?? plan);
  }
}

/** Whoever lost the job meanwhile finds that it has ended, and stops. */
async function advance(planning: Planning, id: string, progress: PlanProgress): Promise<Plan> {
  const plan = await planning.ports.plans.advance(id, progress);
  if (!plan) throw new Error(`The plan ${id} has ended already.`);
  if (progress.stage && !hasEnded(plan)) await tellProgress(planning, plan);
  return plan;
}
