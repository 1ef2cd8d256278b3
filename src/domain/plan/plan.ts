import type { Draft } from "./draft.ts";
import type { Idea } from "./idea.ts";

/** What a plan is made by, as a job. */
export const PLAN_QUEUE = "plan";

/** How far it is; the last two are ends. */
export const STAGES = ["waiting", "gathering", "drafting", "checking", "done", "failed"] as const;
export type Stage = (typeof STAGES)[number];

/** A question of the critic that stops the work until somebody answers it. */
export interface Question {
  question: string;
  why: string;
}

/** What is wanted: a new PRD, or another version of one. */
export type PlanWish =
  | { kind: "draft"; idea: Idea; project: string | null }
  /** With the open questions that the change answers; none where it is no answer. */
  | { kind: "revise"; prd: number; change: string; questions: readonly string[] };

/** By what a draft was written, to be said beside it and learned from. */
export interface Writer {
  traceId: string;
  model: string;
  /** "plan@1/base". */
  prompt: string;
}

/** Somebody's wish for a PRD, and what has become of it. */
export interface Plan {
  id: string;
  /** Those that were asked for together share it. */
  batch: string | null;
  /** Within its batch, from 0. */
  position: number;
  asker: { kind: "person" | "key" | "operator" | "schedule"; id: string };
  surface: "slack" | "http" | "cli" | "schedule" | "rule";
  /** "slack:C024". */
  place: string | null;
  /** The ts of the thread in which it was asked for. */
  thread: string | null;
  title: string;
  wish: PlanWish;
  stage: Stage;
  /** What is kept so that nothing is asked of a model twice. */
  draft: Draft | null;
  writer: Writer | null;
  isTainted: boolean;
  questions: Question[];
  /** Why there is no model's draft, or why there is nothing at all. */
  notice: string | null;
  prd: number | null;
  version: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

export type NewPlan = Pick<
  Plan,
  "id" | "batch" | "position" | "asker" | "surface" | "place" | "thread" | "title" | "wish" | "isTainted" | "createdAt"
>;

export type PlanProgress = Partial<
  Pick<Plan, "stage" | "draft" | "writer" | "isTainted" | "questions" | "notice" | "prd" | "version" | "endedAt">
>;

export function hasEnded({ stage }: Pick<Plan, "stage">): boolean {
  return stage === "done" || stage === "failed";
}
