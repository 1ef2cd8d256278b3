import { composeDraft } from "#domain/plan/compose";
import { type Draft, toLine } from "#domain/plan/draft";
import { parseDraft } from "#domain/plan/parse";
import type { Plan, PlanWish } from "#domain/plan/plan";
import { renderDraft } from "#domain/plan/render";
import { toLines, toText } from "#domain/prd/lines";
import { mergeLines } from "#domain/prd/merge";
import { MAIN, type Prd, type StoredVersion } from "#domain/prd/prd";
import { UserError } from "#kernel/errors";
import { planRevise as prompt } from "#prompts/plan-revise-v1";
import { DRAFT_MS_MAX, toWriter, traceOf, trustOf } from "./plan-asking.ts";
import type { Planning, Work } from "./planning.ts";

const ANSWERS = "Answers";
const MESSAGE_LENGTH_MAX = 120;
const COMMITS_MAX = 3;

type ReviseWish = Extract<PlanWish, { kind: "revise" }>;

interface Standing {
  prd: Prd;
  /** What the new text is made from. */
  base: StoredVersion;
}

/** Another version of a PRD, changed as somebody asked; what others changed meanwhile stays. */
export async function revisePlan(planning: Planning, work: Work, wish: ReviseWish): Promise<Plan> {
  const standing = await requireStanding(planning, work.plan, wish);
  let { plan } = work;
  if (!plan.draft) {
    // From which version the draft is made is kept beside it.
    await work.advance({ stage: "drafting", version: standing.base.id });
    plan = await work.advance({
      ...(await write(planning, { ...work, plan }, { ...standing, wish })),
      stage: "checking",
    });
  }
  work.signal.throwIfAborted();
  if (!plan.draft) throw new Error(`The plan ${plan.id} has no draft.`);
  const version = await commit(planning, { ...standing, plan, wish, text: renderDraft(plan.draft) });
  return work.advance({ stage: "done", prd: standing.prd.number, version: version.id, endedAt: planning.now() });
}

async function requireStanding({ ports }: Planning, plan: Plan, wish: ReviseWish): Promise<Standing> {
  const prd = await ports.prds.find(wish.prd);
  const base = prd && (plan.version ? await ports.prds.version(plan.version) : await ports.prds.head(prd.id));
  if (!prd || !base) throw new UserError(`There is no PRD ${wish.prd}.`);
  return { prd, base };
}

async function write(
  { ports }: Planning,
  { plan, signal }: Work,
  { prd, base, wish }: Standing & { wish: ReviseWish },
) {
  const before = parseDraft(base.text);
  if (!ports.model) return { draft: byHand(before, wish, "No model is configured to revise it.") };
  const trust = prd.origin.isTainted ? "anyone" : trustOf(plan);
  const words = [...wish.questions, wish.change].join("\n");
  const outcome = await ports.model.complete(prompt, {
    call: { traceId: traceOf(plan), actor: plan.asker, signal },
    ...{ input: null, timeMaxMs: DRAFT_MS_MAX },
    sources: [
      { id: "document", kind: "the document", text: base.text, trust },
      {
        id: "change",
        kind: isAnswer(wish) ? "an answer to a question" : "the change",
        text: words,
        trust: trustOf(plan),
      },
    ],
  });
  signal.throwIfAborted();
  if (outcome.status === "unusable") return { draft: byHand(before, wish, outcome.message), notice: outcome.message };
  const draft = composeDraft(outcome.value, before);
  const { provenance } = outcome;
  return {
    draft: { ...draft, title: draft.title || before.title, questions: without(draft.questions, wish) },
    ...{ writer: toWriter(provenance), isTainted: plan.isTainted || provenance.isTainted },
  };
}

/** An answer can be written down by rules; a change is for a person then. */
function byHand(before: Draft, wish: ReviseWish, reason: string): Draft {
  if (!isAnswer(wish)) throw new UserError(`${reason} Change it by hand: /prd edit ${wish.prd}`);
  const said = `- ${[...wish.questions, wish.change].map(toLine).join(" ")}`;
  const earlier = before.more.find(({ heading }) => heading === ANSWERS);
  const others = before.more.filter(({ heading }) => heading !== ANSWERS);
  const text = earlier ? `${earlier.text}\n${said}` : said;
  return { ...before, questions: without(before.questions, wish), more: [...others, { heading: ANSWERS, text }] };
}

function without(questions: readonly string[], wish: ReviseWish): string[] {
  return questions.filter((one) => !wish.questions.includes(one));
}

function isAnswer({ questions }: ReviseWish): boolean {
  return questions.length > 0;
}

interface Change extends Standing {
  plan: Plan;
  wish: ReviseWish;
  text: string;
}

async function commit({ ports, now }: Planning, { prd, base, plan, wish, text }: Change): Promise<StoredVersion> {
  const message = `${isAnswer(wish) ? "Answered" : "Revised"}: ${toLine(wish.change)}`.slice(0, MESSAGE_LENGTH_MAX);
  let [expected, joined] = [base, text];
  for (let tries = 0; tries < COMMITS_MAX; tries++) {
    const asked = { prd: prd.id, branch: MAIN, expected: expected.id, text: joined, author: plan.asker.id, message };
    const committed = await ports.prds.commit(asked, now());
    if (committed.status === "kept") return committed.version;
    if (committed.status === "same") return committed.head;
    if (committed.status === "full") throw new UserError(`PRD ${wish.prd} has as many versions as it may have.`);
    [expected, joined] = [committed.head, join(base.text, committed.head.text, text)];
  }
  throw new UserError(`PRD ${wish.prd} is being changed by somebody else. Ask again in a minute.`);
}

function join(base: string, theirs: string, ours: string): string {
  const parts = mergeLines({ base: toLines(base), ours: toLines(ours), theirs: toLines(theirs) });
  const agreed = parts.flatMap((part) => {
    if ("agreed" in part) return part.agreed;
    throw new UserError("Somebody has changed the same lines meanwhile. Look at what they wrote, and ask again.");
  });
  return toText(agreed);
}
