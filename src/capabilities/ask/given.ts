import { extract } from "#domain/answer/extract";
import type { Findings, Passage } from "#domain/knowledge/passage";
import { audiencesOf } from "#kernel/audiences";
import type { Context } from "#kernel/context";
import { UnavailableError } from "#kernel/errors";
import { compose } from "./compose.ts";
import { listExperts } from "./experts.ts";
import type { Given } from "./fields.ts";
import { write } from "./write.ts";

const PASSAGES_MAX = 10;
/** Below this the question is about something else altogether, and nobody is named for it. */
const ON_TOPIC_MIN = 0.1;
/** Who may read what changes seldom, and not twice while somebody waits. */
const TRIES_MAX = 3;

export interface Answered {
  given: Given;
  findings: Findings;
  /** The question, with what it takes along. */
  asked: string;
  audiences: readonly string[];
}

/**
 * Answers from what may be read where the answer is shown. A model takes its time, in which somebody may have lost the right
 * to read what it was shown: then it is answered anew, from what is left.
 */
export async function answerHere(context: Context, asked: string): Promise<Answered> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const audiences = await audiencesOf(context);
    const findings = await context.knowledge.search({ q: asked, audiences, limit: PASSAGES_MAX });
    const given = await answerFrom(context, asked, findings);
    const still = new Set(await audiencesOf(context));
    if (audiences.every((one) => still.has(one))) return { given, findings, asked, audiences };
  }
  throw new UnavailableError("Who may read what changes at the moment.");
}

/**
 * What the passages surely answer is answered, by a model where there is one, or by the passages themselves. Where it is
 * doubtful, only a model that may refuse is asked; and where it is neither, nobody makes anything up.
 */
async function answerFrom(context: Context, question: string, findings: Findings): Promise<Given> {
  const { passages, band } = findings;
  if (band === "refuse") return decline(context, findings, await reasonFor(context));
  const written = await write(context, question, passages);
  if (typeof written !== "string") return written;
  const isQuotable = band === "answer" && written !== "refused";
  const quoted = isQuotable ? quote(context, findings) : undefined;
  return quoted ?? decline(context, findings, written === "unproved" ? "not-verified" : "not-covered");
}

function quote({ now }: Context, { passages, terms }: Findings): Given | undefined {
  const rested = extract<Passage>(passages, terms).map(({ passage, pieces }) => ({ pieces, on: [passage] }));
  if (rested.length === 0) return undefined;
  return { kind: "answered", mode: "extractive", ...compose(rested, now()), model: null, trace_id: null };
}

type Reason = Extract<Given, { kind: "unanswered" }>["reason"];

async function reasonFor({ knowledge }: Context): Promise<Reason> {
  const sources = await knowledge.sources();
  return sources.some(({ documents }) => documents > 0) ? "not-covered" : "nothing-indexed";
}

async function decline(context: Context, { passages, confidence }: Findings, reason: Reason): Promise<Given> {
  const experts = confidence < ON_TOPIC_MIN ? [] : await listExperts(context, passages);
  return { kind: "unanswered", reason, experts };
}
