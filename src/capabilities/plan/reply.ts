import { z } from "zod";
import { parseDraft } from "#domain/plan/parse";
import { readReply } from "#domain/plan/reply";
import type { Prd } from "#domain/prd/prd";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { say, type View } from "#lib/view";
import { ThreadField } from "./fields.ts";
import { beginRevision } from "./revise.ts";

const TEXT_LENGTH_MAX = 5_000;

const Heard = z.object({
  /** Null where it was no answer to anything. */
  prd: z.number().nullable(),
  title: z.string(),
  questions: z.array(z.string()),
});
type Heard = z.output<typeof Heard>;

const NOTHING: Heard = { prd: null, title: "", questions: [] };

/** What people write in the thread of a draft while its questions are open. All else that is said there is left alone. */
export const replyToPlan = defineCapability({
  name: "plan.reply",
  summary: "Take a reply in the thread of a draft for the answer to its open questions.",
  risk: "record",
  hears: "threads",
  usage:
    "Reply in the thread of a draft while its questions are open. Begin with the number of one, like “2: next year”, or answer all of them. What ends with a question mark, or begins with somebody's name, is left alone.",
  input: z.object({
    thread: ThreadField,
    text: z.string().max(TEXT_LENGTH_MAX, { error: "Say it in 5,000 characters." }).describe("What was written."),
  }),
  result: Heard,
  async run(context, { thread, text }): Promise<Heard> {
    const found = await findAwaiting(context, thread);
    const reply = readReply(text, found?.open.length ?? 0);
    if (!found || !reply) return NOTHING;
    const { prd, open } = found;
    const questions = open.filter((_question, place) => reply.places.includes(place));
    await beginRevision(context, prd, { change: reply.answer, questions });
    return { prd: prd.number, title: prd.title, questions };
  },
  view: describeHeard,
});

/** The newest PRD that is talked about there and has questions of the critic that nobody has answered. */
async function findAwaiting({ prds, plans, origin }: Context, thread: string) {
  const there = origin.place === undefined ? [] : await prds.inThread(origin.place, thread);
  for (const prd of there.filter(({ state }) => state !== "archived")) {
    const open = await listOpen({ prds, plans }, prd);
    if (open.length > 0) return { prd, open };
  }
  return undefined;
}

async function listOpen({ prds, plans }: Pick<Context, "prds" | "plans">, prd: Prd): Promise<string[]> {
  const asked = (await plans.questions(prd.number)).map(({ question }) => question);
  if (asked.length === 0) return [];
  const head = await prds.head(prd.id);
  const open = parseDraft(head?.text ?? "").questions;
  return asked.filter((question) => open.includes(question));
}

/** Nothing is said of what was no answer. */
function describeHeard({ prd, title, questions }: Heard): View {
  if (prd === null) return { text: "", nodes: [] };
  const text = `Thank you. That answers ${questions.map((question) => `“${question}”`).join(" and ")}. Revising PRD ${prd}, “${title}”…`;
  return say(text);
}
