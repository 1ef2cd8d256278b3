import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Outcome } from "#kernel/invocation";
import { type Call, say, type View } from "#lib/view";
import { postView } from "./announcements.ts";
import { OUTDATED, toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { codeOf } from "./failure.ts";
import { renderModal } from "./render.ts";

/** After this the dialog says that it takes longer; Slack waits a second more. */
const PATIENCE_MS = 2_000;
/** An error stands under its field, and Slack shows so much of it. */
const ERROR_LENGTH_MAX = 2_000;

const Element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
});

export const Submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string().default(""),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Element)) }),
  }),
});
type Submission = z.output<typeof Submission>;

const Purpose = z.object({
  call: z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) }),
  under: z.string().optional(),
  /** The channel in which the dialog was opened. */
  place: z.string().optional(),
});

type Answer =
  | { response_action: "update"; view: ReturnType<typeof renderModal>["shown"] }
  | { response_action: "errors"; errors: Record<string, string> };

export interface FormArrival {
  submission: Submission;
  key: string;
  isReplay: boolean;
  ack(answer: Answer): Promise<void>;
}

/** Does what a dialog was for, with what was filled in, and says in the dialog what became of it. */
export async function answerForm(desk: Desk, { submission, key, isReplay, ack }: FormArrival): Promise<void> {
  const form = readForm(submission);
  if (!form) return ack(await update(desk, OUTDATED));
  const { call, place } = form;
  const asker: Asker = { userId: submission.user.id, channelId: place, key };
  const work = ask(desk, asker, { call });
  const inTime = isReplay ? undefined : await Promise.race([work, pause(PATIENCE_MS, undefined, { ref: false })]);
  if (inTime) return ack(await toAnswer(desk, submission, inTime));

  await ack(await update(desk, say("This takes a moment…")));
  await showLate(desk, { asker, viewId: submission.view.id, view: toView(await work, desk.catalogue.get(call.name)) });
}

/** The call of a dialog together with what was filled in; undefined when it is none of ours. */
function readForm({ view }: Submission): { call: Call; place: string | undefined } | undefined {
  const purpose = Purpose.safeParse(parse(view.private_metadata));
  if (!purpose.success) return undefined;
  const { call, under, place } = purpose.data;
  const values = valuesOf(view.state.values);
  const input = { ...call.input, ...(under === undefined ? values : { [under]: values }) };
  return { call: { name: call.name, input }, place };
}

/** What is left empty is left out. */
function valuesOf(state: Submission["view"]["state"]["values"]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [field, elements] of Object.entries(state)) {
    const [element] = Object.values(elements);
    const value = element?.value ?? element?.selected_option?.value ?? element?.selected_conversation ?? "";
    if (value !== "") values[field] = value;
  }
  return values;
}

/** What can be mended is said beside what was written, which stays. */
async function toAnswer(desk: Desk, submission: Submission, outcome: Outcome): Promise<Answer> {
  const fields = Object.keys(submission.view.state.values);
  if (outcome.status === "refused" && fields.length > 0) {
    return { response_action: "errors", errors: toErrors(outcome.message, fields) };
  }
  return update(desk, toView(outcome));
}

/** Each line stands under the field that it begins with, or else under the last. */
function toErrors(message: string, fields: readonly string[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const line of message.split("\n")) {
    const field = fields.find((name) => line.startsWith(`${name}:`)) ?? fields.at(-1) ?? "";
    errors[field] = `${errors[field] ? `${errors[field]} ` : ""}${line}`.slice(0, ERROR_LENGTH_MAX);
  }
  return errors;
}

async function update(desk: Desk, view: View): Promise<Answer> {
  const { shown, kept } = renderModal(view);
  await desk.outbox.keepCalls(kept, desk.now());
  return { response_action: "update", view: shown };
}

interface Late {
  asker: Asker;
  viewId: string;
  view: View;
}

/** Who has closed the dialog meanwhile is told directly. */
async function showLate(desk: Desk, { asker, viewId, view }: Late): Promise<void> {
  const { shown, kept } = renderModal(view);
  await desk.outbox.keepCalls(kept, desk.now());
  try {
    await desk.api.interactive.views.update({ view_id: viewId, view: shown });
  } catch (error) {
    if (codeOf(error) !== "not_found") throw error;
    await postView(desk, { channel: asker.userId, key: `answer:${asker.key}` }, { view });
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A dialog of another edition.
    return undefined;
  }
}
