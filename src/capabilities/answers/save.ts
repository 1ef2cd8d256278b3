import { z } from "zod";
import { slackIdIn } from "#domain/slack-ids";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import { toUuid } from "#lib/hash";
import { audienceOfPlace, describeAudience, isFromOutside, nameOf } from "./drafts.ts";

const QUESTION_LENGTH_MAX = 2_000;
const ANSWER_LENGTH_MAX = 5_000;

const Message = z.object({
  text: z.string().max(ANSWER_LENGTH_MAX),
  /** Who wrote it, by Slack id; null where it was an app. */
  by: z.string().max(30).nullable().default(null),
  ts: z.string().max(40).default(""),
  /** The ts of the thread it stands in. */
  thread: z.string().max(40),
  link: z.string().max(1_000).nullable().default(null),
  /** The rest of the thread, the oldest first. */
  others: z.array(z.string()).default([]),
});
type Message = z.output<typeof Message>;

/** The menu of a reply. It proposes what was written, word for word, and is found by nobody before somebody has agreed. */
export const saveAnswer = defineCapability({
  name: "answers.save",
  summary: "Propose to keep a reply in a thread as the answer to its question.",
  risk: "record",
  shortcut: "Save as answer",
  usage: "Choose “Save as answer” in the menu of the reply that answers.",
  input: z.object({ message: Message.optional().describe("The reply; Slack gives it.") }),
  result: z.object({ approval: z.number(), author: z.string(), found_by: z.string() }),
  abridge: () => ({}),
  async run(context, { message }) {
    const reply = requireReply(context, message);
    const author = `slack:${reply.by}`;
    const draft = toUuid(`${context.origin.place}:${reply.ts}:${reply.text}`);
    const { question, asker } = await findQuestion(context, reply);
    const audience = await audienceOfPlace(context, { place: context.origin.place ?? null, asker: context.actor.id });
    const authorName = await nameOf(context, author);
    await context.questions.keepDraft({
      ...{ id: draft, question, asker, answer: reply.text, author, authorName, audience },
      ...{ link: toLink(reply.link), createdAt: context.now() },
      isTainted: (await isFromOutside(context, author)) || (await isShared(context)),
    });
    const { number } = await proposeCall(context, { name: "knowledge.capture", input: { draft } });
    return { approval: number, author: authorName, found_by: describeAudience(audience) };
  },
  view: ({ approval, author, found_by }) => {
    const text = `Proposed as ${approval}: what ${author} wrote becomes a document for ${found_by}, once somebody else than ${author} has agreed.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** Only Slack says who wrote what. */
function requireReply({ origin, actor }: Context, message: Message | undefined): Message & { by: string } {
  if (!message || origin.surface !== "slack" || actor.kind !== "person") {
    throw new UserError("Choose “Save as answer” in the menu of a reply in Slack.");
  }
  const { by, ts, thread, text } = message;
  if (by === null || text.trim() === "") throw new UserError("Only what a person wrote can be kept as an answer.");
  if (ts === thread) throw new UserError("That is the question. Choose the reply in its thread that answers it.");
  return { ...message, by };
}

/** As it was asked here, or else what the thread began with. */
async function findQuestion({ questions, origin }: Context, { thread, others }: Message) {
  const asked = origin.place === undefined ? undefined : await questions.begunIn(origin.place, thread);
  if (asked) return { question: asked.text, asker: asked.asker };
  const question = (others[0] ?? "")
    .replaceAll(/<[@!#][^<>]*>/g, "")
    .trim()
    .slice(0, QUESTION_LENGTH_MAX);
  if (question === "") throw new UserError("What the thread began with cannot be read, so the question is not known.");
  return { question, asker: null };
}

async function isShared({ places, origin }: Context): Promise<boolean> {
  const channel = slackIdIn(origin.place);
  return channel === undefined || (await places.placeOf(channel)).kind === "external";
}

function toLink(link: string | null): string | null {
  return link !== null && URL.canParse(link) && new URL(link).protocol === "https:" ? link : null;
}
