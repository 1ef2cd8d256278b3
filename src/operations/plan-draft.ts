import type { Source } from "#domain/model/source";
import { composeDraft } from "#domain/plan/compose";
import { type Draft, EMPTY_DRAFT } from "#domain/plan/draft";
import { type Idea, urlsIn } from "#domain/plan/idea";
import type { Plan, PlanProgress, PlanWish } from "#domain/plan/plan";
import { renderDraft } from "#domain/plan/render";
import { toSkeleton } from "#domain/plan/skeleton";
import { questionsOf } from "#domain/plan/template";
import { toUuid } from "#lib/hash";
import { plan as prompt } from "#prompts/plan-v1";
import { DRAFT_MS_MAX, toWriter, traceOf, trustOf } from "./plan-asking.ts";
import { askCritic } from "./plan-critic.ts";
import type { Planning, Work } from "./planning.ts";
import { findRelatedWork } from "./related-work.ts";

const NO_MODEL = "No model is configured, so this is a skeleton: what you said is in its sections, the rest is asked.";

type DraftWish = Extract<PlanWish, { kind: "draft" }>;

/** From an idea to a PRD that is kept. Each step is kept before the next, so that no model is asked twice. */
export async function draftPlan(planning: Planning, work: Work, wish: DraftWish): Promise<Plan> {
  let { plan } = work;
  if (!plan.draft) {
    await work.advance({ stage: "gathering" });
    const related = await findRelatedWork(planning, { plan, idea: wish.idea });
    await work.advance({ stage: "drafting" });
    const written = await write(planning, work, { idea: wish.idea, related });
    plan = await work.advance({ ...written, stage: "checking" });
    const { questions, draft } = await askCritic(planning, { ...work, plan });
    plan = await work.advance({ questions, draft });
  }
  work.signal.throwIfAborted();
  const { prd, version } = await keep(planning, { plan, wish });
  return work.advance({ stage: "done", prd, version, endedAt: planning.now() });
}

interface Material {
  idea: Idea;
  related: string[];
}

async function write({ ports }: Planning, { plan, signal }: Work, { idea, related }: Material): Promise<PlanProgress> {
  const skeleton = toSkeleton(idea, related);
  if (!ports.model) return { draft: skeleton, notice: NO_MODEL };
  const outcome = await ports.model.complete(prompt, {
    call: { traceId: traceOf(plan), actor: plan.asker, signal },
    ...{ input: { template: idea.template }, sources: toSources(plan, idea), timeMaxMs: DRAFT_MS_MAX },
    urls: plan.isTainted ? [] : urlsIn(idea),
  });
  // Whoever stops the worker stops the model, which says nothing against the idea.
  signal.throwIfAborted();
  if (outcome.status === "unusable") {
    return { draft: skeleton, notice: `${outcome.message} This is a skeleton of what you said; the rest is asked.` };
  }
  const draft = composeDraft(outcome.value, { ...EMPTY_DRAFT, related });
  const isTainted = plan.isTainted || outcome.provenance.isTainted;
  return { draft: withTitle(draft, skeleton), writer: toWriter(outcome.provenance), isTainted };
}

/** What the model left empty that the person has said is taken from them. */
function withTitle(draft: Draft, skeleton: Draft): Draft {
  return { ...draft, title: draft.title || skeleton.title, problem: draft.problem || skeleton.problem };
}

function toSources(plan: Plan, { title, idea, context, constraints, brought }: Idea): Source[] {
  const trust = trustOf(plan);
  const own: [string, string, string][] = [
    ["idea", "the idea", [title, idea].filter((text) => text !== "").join("\n\n")],
    ["context", "what is so today", context],
    ["constraints", "what has to be kept to", constraints],
  ];
  return [
    ...own.filter(([, , text]) => text.trim() !== "").map(([id, kind, text]) => ({ id, kind, text, trust })),
    ...brought.map(({ text, url }, index) => ({
      ...{ id: `message:${index + 1}`, kind: "message of the thread", text, trust, ...(url !== null && { url }) },
    })),
  ];
}

/** Once: after a crash in between, the PRD is known by its id, which follows from its plan. */
async function keep({ ports, now }: Planning, { plan, wish }: { plan: Plan; wish: DraftWish }) {
  const { draft, writer, isTainted, asker, project } = { ...plan, project: wish.project };
  const id = toUuid(`${plan.id}:prd`);
  const kept = await ports.prds.find(id);
  if (kept) return { prd: kept.number, version: (await ports.prds.head(kept.id))?.id ?? null };
  if (!draft) throw new Error(`The plan ${plan.id} has no draft.`);
  const text = renderDraft(draft, questionsOf(wish.idea.template));
  const { prd, version } = await ports.prds.create(
    {
      ...{ id, title: draft.title, project, createdBy: asker.id, place: plan.place, thread: plan.thread },
      origin: { kind: writer ? "model" : "skeleton", traceId: traceOf(plan), isTainted },
    },
    { text, author: asker.id, message: writer ? "Drafted by a model" : "Skeleton of the idea" },
    now(),
  );
  return { prd: prd.number, version: version.id };
}
