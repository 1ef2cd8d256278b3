import type { Draft } from "#domain/plan/draft";
import { toLine } from "#domain/plan/draft";
import type { Question } from "#domain/plan/plan";
import { renderDraft } from "#domain/plan/render";
import { critic } from "#prompts/critic-v1";
import { traceOf, trustOf } from "./plan-asking.ts";
import type { Planning, Work } from "./planning.ts";

const CRITIC_MS_MAX = 60_000;
/** A person answers two questions, and puts off ten. */
const QUESTIONS_MAX = 2;
const QUESTION_LENGTH_MAX = 300;

/** What has to be answered before anybody builds it: asked back, and kept among the open questions. */
export async function askCritic(
  { ports }: Planning,
  { plan, signal }: Pick<Work, "plan" | "signal">,
): Promise<{ questions: Question[]; draft: Draft | null }> {
  const { draft, writer } = plan;
  if (!ports.model || !draft || !writer) return { questions: [], draft };
  const outcome = await ports.model.complete(critic, {
    call: { traceId: traceOf(plan), actor: plan.asker, signal },
    ...{ input: null, timeMaxMs: CRITIC_MS_MAX },
    sources: [{ id: "draft", kind: "the document", text: renderDraft(draft), trust: trustOf(plan) }],
  });
  signal.throwIfAborted();
  // The draft is good without a critic.
  if (outcome.status === "unusable") return { questions: [], draft };
  const questions = outcome.value.questions.map(tidy).filter(({ question }) => question !== "");
  return withQuestions(draft, questions.slice(0, QUESTIONS_MAX));
}

function withQuestions(draft: Draft, questions: Question[]) {
  const asked = questions.map(({ question }) => question).filter((question) => !draft.questions.includes(question));
  return { questions, draft: { ...draft, questions: [...asked, ...draft.questions] } };
}

function tidy({ question, why }: Question): Question {
  return { question: shorten(question), why: shorten(why) };
}

function shorten(text: string): string {
  return toLine(toLine(text.replace(/\s?\[S\d+\]/g, "")).slice(0, QUESTION_LENGTH_MAX));
}
