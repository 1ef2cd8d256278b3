import { z } from "zod";
import { ASK_EXPERT } from "#domain/answer/question";
import { slackIdIn } from "#domain/slack-ids";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { proposeCall } from "#kernel/trust/propose-call";
import { toUuid } from "#lib/hash";
import { audienceOfPlace, isFromOutside, nameOf } from "./drafts.ts";

const TEXT_LENGTH_MAX = 5_000;

const Heard = z.object({ draft: z.string().nullable(), asker: z.string().nullable() });
type Heard = z.output<typeof Heard>;

const NOTHING: Heard = { draft: null, asker: null };
const AskExpert = z.object({ question: z.string(), person: z.string() });

/** What somebody replies who was asked because they may know; it is brought to whoever asked. */
export const replyToQuestion = defineCapability({
  name: "answers.reply",
  summary: "Take the reply of somebody who was asked to whoever asked them.",
  risk: "record",
  hears: "threads",
  usage: "Reply in the thread of a question that I have brought to you.",
  input: z.object({
    thread: z.string().max(40).describe("The ts of the thread; Slack gives it."),
    text: z.string().max(TEXT_LENGTH_MAX, { error: "Say it in 5,000 characters." }).describe("What was written."),
  }),
  result: Heard,
  async run(context, { thread, text }): Promise<Heard> {
    const question = text.trim() === "" ? undefined : await findAsked(context, thread);
    if (!question) return NOTHING;
    const { actor, now, id, traceId } = context;
    const draft = toUuid(`${id ?? traceId}:answer`);
    await context.questions.keepDraft({
      ...{ id: draft, question: question.text, answer: text, asker: question.asker, link: null, createdAt: now() },
      ...{ author: actor.id, authorName: await nameOf(context, actor.id) },
      audience: await audienceOfPlace(context, question),
      isTainted: await isFromOutside(context, actor.id),
    });
    const cause = { ref: `person:${actor.id}`, words: "They were asked, and have answered." };
    await proposeCall(context, { name: "answers.bring", input: { draft } }, { cause });
    return { draft, asker: await nameOf(context, question.asker) };
  },
  view({ draft, asker }) {
    if (draft === null) return { text: "", nodes: [] };
    const text = `Thank you. I bring it to ${asker}.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** The question that whoever writes was asked in the message with which the thread began. */
async function findAsked(context: Context, thread: string) {
  const { announcements, trust, questions, origin, actor } = context;
  const channel = slackIdIn(origin.place);
  const standing = channel === undefined ? undefined : await announcements.standing({ channel, ts: thread });
  const asking = standing && (await trust.find(standing.key));
  if (asking?.name !== ASK_EXPERT) return undefined;
  const { question, person } = AskExpert.parse(asking.input);
  return actor.id === `slack:${person}` ? questions.find(question) : undefined;
}
