import type { NewPlan, Plan, PlanProgress, Question } from "#domain/plan/plan";

/** What people want planned, and how far it is. */
export interface Plans {
  /** Keeps the wish together with the job that fulfils it; false where it was kept before. */
  begin(plan: NewPlan): Promise<boolean>;
  find(id: string): Promise<Plan | undefined>;
  /** Those that were asked for together, in their order. */
  batch(id: string): Promise<Plan[]>;
  /** The one that made a version of a PRD. */
  ofVersion(version: string): Promise<Plan | undefined>;
  /** What the critic asked back of a PRD, whoever answered it since. */
  questions(prd: number): Promise<Question[]>;
  /** Of one that has ended nothing changes any more, and the answer is undefined. */
  advance(id: string, progress: PlanProgress): Promise<Plan | undefined>;
}
