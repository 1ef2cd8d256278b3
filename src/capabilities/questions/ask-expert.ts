import { z } from "zod";
import { createNoiseBudget, NOISE_WINDOW_MS } from "#domain/acting/noise";
import { isInOfficeHours, officeOf } from "#domain/acting/office-hours";
import { ASK_EXPERT, type Question } from "#domain/answer/question";
import { defineEffect, type Preview } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { readSent, untilSent } from "#kernel/outgoing";
import { sha256 } from "#lib/hash";
import type { View } from "#lib/view";
import { QuestionField } from "./fields.ts";

/** The outbox is ours, and shows at once what it was given. */
const SETTLE_MS = 1_000;

const Asked = z.object({ person: z.string(), state: z.literal("sent"), permalink: z.string().nullable() });
type Asked = z.output<typeof Asked>;

/** A question that nobody could answer goes to one of those who were named for it, and to nobody else. */
export const askExpert = defineEffect({
  name: ASK_EXPERT,
  summary: "Ask somebody who may know what the documents do not say, in a direct message.",
  risk: "low",
  vendor: "slack",
  settleMs: SETTLE_MS,
  input: z.object({
    question: QuestionField,
    person: z
      .string()
      .regex(/^[UW][A-Z0-9]{2,20}$/, { error: "Name a person by their Slack user id, like U024BE7LH." })
      .describe("Whom to ask, by Slack user id."),
  }),
  result: Asked,
  target: ({ person }) => `slack:${person}`,

  async preview(context, { question: id, person }): Promise<Preview> {
    const { question, name } = await requireAsking(context, { id, person });
    await assertWelcome(context, { person, name, key: `${ASK_EXPERT}:${id}` });
    return {
      version: sha256(`${person}\n${question.text}`),
      does: `Ask ${name} what the documents do not say`,
      ...{ subject: name, link: null, place: { kind: "dm" } },
      payload: [{ label: "Question", text: question.text }],
    };
  },
  async run(context, { question: id, person }, { key }): Promise<Asked> {
    const { acting, announcements, now } = context;
    const { question } = await requireAsking(context, { id, person });
    const step = {
      invocation: key,
      signalId: "",
      subject: `question:${id}`,
      kind: "question" as const,
      detail: person,
    };
    await acting.noteSteps([{ ...step, recipient: `slack:${person}`, at: now() }]);
    await announcements.post({ channel: person, view: toMessage(question), key });
    return { person, ...(await untilSent(context, key)) };
  },
  async reconcile({ announcements }, { person }, { key }): Promise<Asked | undefined> {
    const sent = readSent(await announcements.find(key));
    return sent && { person, ...sent };
  },
  linkOf: ({ permalink }) => permalink,
  view: ({ person }) => ({
    text: "They have the question.",
    nodes: [{ type: "text", content: [{ user: person, label: person }, " has the question."] }],
  }),
});

interface Asking {
  id: string;
  person: string;
}

/** Somebody's own question, and one of those who were named for it. */
async function requireAsking({ questions, actor }: Context, { id, person }: Asking) {
  const question = await questions.find(id);
  if (question?.asker !== actor.id) throw new UserError("Only who asked a question can have somebody asked.");
  const expert = question.experts.find(({ slack }) => slack === person);
  if (!expert) throw new UserError("Nobody of that id was named for this question.");
  return { question, name: expert.name };
}

/** Nobody is asked who does not want to be, at night, or too often. */
async function assertWelcome(
  { acting, directory, settings, now }: Context,
  { person, name, key }: { person: string; name: string; key: string },
): Promise<void> {
  const at = now();
  const known = await directory.personOf({ vendor: "slack", handle: person });
  const wishes = await acting.wishes(at);
  if (wishes.some((wish) => wish.person === known?.id && wish.subject === "")) {
    throw new UserError(`${name} does not want to be asked by me at the moment. Write to them yourself.`);
  }
  const team = (await directory.teams()).find(({ members }) => members.some(({ id }) => id === known?.id));
  const today = at.toISOString().slice(0, 10);
  const absences = known ? await directory.absences({ from: today, person: known.id }) : [];
  if (!isInOfficeHours(officeOf(known, team, { zone: settings.zone, absences }), at)) {
    throw new UserError(
      `It is not working time where ${name} is. Ask again between nine and five of a working day there.`,
    );
  }
  const sent = await acting.sentSince(new Date(at.getTime() - NOISE_WINDOW_MS));
  if (!createNoiseBudget(sent, at).take(`slack:${person}`, key)) {
    throw new UserError(`${name} has had enough messages from me today. Write to them yourself, or ask tomorrow.`);
  }
}

function toMessage({ asker, text }: Question): View {
  const who = asker.replace(/^slack:/, "");
  const how =
    "Reply in this thread, and I bring it to them. They may propose to keep it, so that the next one finds it.";
  return {
    text: "Somebody asks what the documents do not say, and you may know.",
    nodes: [
      { type: "text", content: [{ bold: "A question for you" }] },
      { type: "text", content: [{ user: who, label: who }, " asks what the documents do not say:"] },
      { type: "text", content: [`“${text}”`] },
      { type: "note", content: [how, " To be left alone for a week: ", { code: "/adjutant nudges quiet" }, "."] },
    ],
  };
}
