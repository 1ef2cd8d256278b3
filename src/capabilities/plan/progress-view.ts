import type { Stage } from "#domain/plan/plan";
import type { View, ViewNode } from "#lib/view";
import type { PlanShown } from "./shown.ts";

const STEPS: { stage: Stage; words: string; isOfDraft: boolean }[] = [
  { stage: "gathering", words: "Look for work that touches it", isOfDraft: true },
  { stage: "drafting", words: "Write the document", isOfDraft: false },
  { stage: "checking", words: "Read it as somebody who has to build it", isOfDraft: false },
];
const ORDER: Stage[] = ["waiting", "gathering", "drafting", "checking", "done"];

/** How far a plan is; the message that shows it is edited from step to step. */
export function describeProgress(plan: PlanShown): View {
  const said = conclude(plan);
  const failed: ViewNode[] = plan.stage === "failed" && plan.notice ? [{ type: "text", content: [plan.notice] }] : [];
  const steps: ViewNode[] = isOver(plan) ? [] : [{ type: "items", items: listSteps(plan) }];
  return { text: said, nodes: [{ type: "text", content: [{ bold: said }] }, ...failed, ...steps] };
}

function conclude({ title, stage, kind, prd, questions }: PlanShown): string {
  if (stage === "failed") return kind === "draft" ? `“${title}” could not be planned.` : `“${title}” was not revised.`;
  if (stage !== "done") return kind === "draft" ? `Planning “${title}”…` : `Revising “${title}”…`;
  const asked = questions.length > 0 ? ` ${questions.length === 1 ? "One question" : "Two questions"} first.` : "";
  return kind === "draft"
    ? `PRD ${prd}, “${title}”, is drafted.${asked}`
    : `PRD ${prd}, “${title}”, has a new version.`;
}

function isOver({ stage }: PlanShown): boolean {
  return stage === "done" || stage === "failed";
}

function listSteps({ stage, kind }: PlanShown) {
  const at = ORDER.indexOf(stage);
  return STEPS.filter(({ isOfDraft }) => kind === "draft" || !isOfDraft).map((step) => {
    const place = ORDER.indexOf(step.stage);
    const mark = place < at ? "done" : place === at ? "now" : "then";
    return { content: [`${step.words} · ${mark}`] };
  });
}
