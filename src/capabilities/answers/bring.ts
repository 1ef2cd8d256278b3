import { z } from "zod";
import type { AnswerDraft } from "#domain/answer/question";
import { slackIdIn } from "#domain/slack-ids";
import { defineEffect, type Preview } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { readSent, untilSent } from "#kernel/outgoing";
import type { View } from "#lib/view";
import { DraftField, describeAudience, requireDraft, versionOf } from "./drafts.ts";

const SETTLE_MS = 1_000;

const Brought = z.object({ draft: z.string(), state: z.literal("sent"), permalink: z.string().nullable() });
type Brought = z.output<typeof Brought>;

/** To whoever asked, and to nobody else. */
export const bringAnswer = defineEffect({
  name: "answers.bring",
  summary: "Bring what somebody answered to whoever had asked, in a direct message.",
  risk: "low",
  vendor: "slack",
  settleMs: SETTLE_MS,
  input: z.object({ draft: DraftField }),
  result: Brought,
  target: ({ draft }) => `answer:${draft}`,

  async preview(context, { draft: id }): Promise<Preview> {
    const draft = await requireDraft(context, id);
    requireOwn(context.actor.id, draft);
    return {
      version: versionOf(draft),
      does: `Bring an answer of ${draft.authorName} to whoever asked`,
      ...{ subject: draft.question, link: null, place: { kind: "dm" }, isTainted: draft.isTainted },
      payload: [{ label: "Answer", text: draft.answer }],
    };
  },
  async run(context, { draft: id }, { key }): Promise<Brought> {
    const draft = await requireDraft(context, id);
    const asker = requireOwn(context.actor.id, draft);
    await context.announcements.post({ channel: asker, view: toMessage(draft), key });
    return { draft: id, ...(await untilSent(context, key)) };
  },
  async reconcile({ announcements }, { draft }, { key }): Promise<Brought | undefined> {
    const sent = readSent(await announcements.find(key));
    return sent && { draft, ...sent };
  },
  linkOf: ({ permalink }) => permalink,
  view: () => ({ text: "They have your answer.", nodes: [{ type: "text", content: ["They have your answer."] }] }),
});

/** The Slack id of whoever asked; only whoever answered has it brought to them. */
function requireOwn(actor: string, { author, asker }: AnswerDraft): string {
  const to = slackIdIn(asker ?? undefined);
  if (author !== actor || to === undefined) throw new UserError("Only who answered can have it brought to who asked.");
  return to;
}

function toMessage({ id, author, question, answer, audience }: AnswerDraft): View {
  const who = author.replace(/^slack:/, "");
  const keeping = `Kept as a document, it is found by ${describeAudience(audience)}, once somebody else than its author has agreed.`;
  return {
    text: "Somebody has answered your question.",
    nodes: [
      { type: "text", content: [{ user: who, label: who }, " has answered your question:"] },
      { type: "text", content: [{ bold: question }] },
      { type: "text", content: [answer] },
      {
        type: "buttons",
        buttons: [{ label: "Save as answer", call: { name: "knowledge.capture", input: { draft: id } } }],
      },
      { type: "note", content: [keeping] },
    ],
  };
}
