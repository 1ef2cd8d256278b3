import { z } from "zod";
import { ANSWERS, type AnswerDraft } from "#domain/answer/question";
import type { SourceDocument } from "#domain/knowledge/document";
import type { SourceIdentity } from "#domain/knowledge/source";
import { slackIdIn } from "#domain/slack-ids";
import { defineEffect, type Preview } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { DAY_MS } from "#lib/time";
import type { View } from "#lib/view";
import { DraftField, describeAudience, requireDraft, versionOf } from "./drafts.ts";

const REVIEW_MS = 180 * DAY_MS;
const TITLE_LENGTH_MAX = 300;
const SOURCE: SourceIdentity = { key: ANSWERS, kind: "answers", location: "Slack", audience: "workspace" };

const Kept = z.object({ draft: z.string(), found_by: z.string(), review_by: z.string() });
type Kept = z.output<typeof Kept>;

/** What a person answered becomes a document, word for word: the second one who asks finds it, with a citation. */
export const captureAnswer = defineEffect({
  name: "knowledge.capture",
  summary: "Keep what somebody answered as a document that is found from then on.",
  risk: "medium",
  vendor: "adjutant",
  settleMs: 0,
  isRepeatable: true,
  input: z.object({ draft: DraftField }),
  result: Kept,
  target: ({ draft }) => `answer:${draft}`,
  authors: async (context, { draft }) => [(await requireDraft(context, draft)).author],

  async preview(context, { draft: id }): Promise<Preview> {
    const draft = await requireDraft(context, id);
    const { question, answer, authorName, audience, link, isTainted } = draft;
    return {
      version: versionOf(draft),
      does: `Keep an answer of ${authorName} as a document`,
      ...{ subject: question, link, isTainted },
      payload: [
        { label: "Question", text: question },
        { label: "Answer", text: answer },
        { label: "Found by", text: describeAudience(audience) },
      ],
    };
  },
  async run(context, { draft: id }, { key }): Promise<Kept> {
    const draft = await requireDraft(context, id);
    const reviewBy = new Date(context.now().getTime() + REVIEW_MS).toISOString();
    await context.knowledge.put(SOURCE, [toDocument(draft, reviewBy, context.now())], { now: context.now() });
    await tellAsker(context, draft, key);
    return { draft: id, found_by: describeAudience(draft.audience), review_by: reviewBy };
  },
  /** The same document put in again is the same, and the outbox takes a key once. */
  reconcile: async () => undefined,
  inverse: ({ draft }) => ({ name: "knowledge.withdraw", input: { draft } }),
  view: ({ found_by, review_by }) => {
    const text = `Kept: it is found by ${found_by}. Somebody should look at it again by ${review_by.slice(0, 10)}.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** Takes back what was kept. */
export const withdrawAnswer = defineEffect({
  name: "knowledge.withdraw",
  summary: "Take an answer out again that was kept as a document.",
  risk: "medium",
  vendor: "adjutant",
  settleMs: 0,
  isRepeatable: true,
  input: z.object({ draft: DraftField }),
  result: z.object({ draft: z.string() }),
  target: ({ draft }) => `answer:${draft}`,

  async preview(context, { draft: id }): Promise<Preview> {
    const draft = await requireDraft(context, id);
    return {
      version: versionOf(draft),
      does: `Take out the answer of ${draft.authorName}`,
      ...{ subject: draft.question, link: draft.link },
      payload: [{ label: "Answer", text: draft.answer }],
    };
  },
  async run({ knowledge }, { draft }) {
    await knowledge.remove(ANSWERS, draft);
    return { draft };
  },
  /** What is gone stays gone, however often it is taken out. */
  reconcile: async () => undefined,
  view: () => ({ text: "It is gone.", nodes: [{ type: "text", content: ["It is gone."] }] }),
});

function toDocument(draft: AnswerDraft, reviewBy: string, now: Date): SourceDocument {
  const { id, question, answer, author, link, audience, isTainted } = draft;
  return {
    ...{ uri: id, text: answer, format: "plain", title: question.slice(0, TITLE_LENGTH_MAX), audience, author },
    ...{ url: link, version: versionOf(draft), updatedAt: now, trust: isTainted ? "anyone" : "member" },
    meta: { review_by: reviewBy },
  };
}

/** Whoever asked learns that the next one finds it; whoever answered knows already. */
async function tellAsker({ announcements }: Context, { asker, author, question }: AnswerDraft, key: string) {
  const channel = slackIdIn(asker ?? undefined);
  if (channel === undefined || asker === author) return;
  const text = `What you asked has an answer that is found from now on: “${question}”`;
  const view: View = { text, nodes: [{ type: "text", content: [text] }] };
  await announcements.post({ channel, view, key });
}
