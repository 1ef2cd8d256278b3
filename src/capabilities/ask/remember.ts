import type { NewQuestion } from "#domain/answer/question";
import type { Passage } from "#domain/knowledge/passage";
import { slackIdIn } from "#domain/slack-ids";
import type { Context } from "#kernel/context";
import { sha256 } from "#lib/hash";
import type { Given } from "./fields.ts";
import type { Answered } from "./given.ts";

interface Asked {
  question: string;
  follows: string | null;
  answered: Answered;
  ms: number;
}

/** Keeps the question with what became of it. Where nothing can be written, as on a full disk, the answer comes all the same. */
export async function remember(context: Context, asked: Asked): Promise<string | null> {
  try {
    return await context.questions.remember(await toQuestion(context, asked));
  } catch (error) {
    context.log.warn({ error }, "question not kept");
    return null;
  }
}

async function toQuestion(context: Context, { question, follows, answered, ms }: Asked): Promise<NewQuestion> {
  const { actor, origin, traceId, now } = context;
  const { given, findings } = answered;
  const isAnswered = given.kind === "answered";
  return {
    ...{ asker: actor.id, place: origin.place ?? null, thread: origin.thread ?? null, isOpen: await isOpen(context) },
    ...{ text: question, follows, isAnswered, ms, traceId, askedAt: now() },
    mode: isAnswered ? given.mode : null,
    reason: isAnswered ? null : given.reason,
    confidence: findings.confidence,
    missing: isAnswered ? [] : findings.missing,
    cited: isAnswered ? listCited(given, findings.passages) : [],
    experts: isAnswered ? [] : given.experts,
  };
}

/** Asked before everybody: it is nobody's secret. */
async function isOpen({ isPosted = false, origin, places }: Context): Promise<boolean> {
  const place = slackIdIn(origin.place);
  return isPosted && place !== undefined && (await places.placeOf(place)).kind === "public";
}

function listCited({ sources }: Extract<Given, { kind: "answered" }>, passages: readonly Passage[]) {
  const cited = passages.filter(({ document, heading }) =>
    sources.some((one) => one.heading === heading && one.title === document.title && one.path === document.path),
  );
  return cited.map(({ document: { source, uri }, body }) => ({ source, uri, hash: sha256(body) }));
}
