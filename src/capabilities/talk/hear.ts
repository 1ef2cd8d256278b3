import { z } from "zod";
import { slackIdIn } from "#domain/slack-ids";
import { courseOf, type Listening, type TalkDecision, type TalkOutcome } from "#domain/talk/decision";
import { type Judgement, judgeTalk, ticketsIn } from "#domain/talk/judge";
import { toProjectKeys } from "#domain/ticket-keys";
import { closingOf } from "#domain/tickets/closing";
import { isStranger } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import type { Call, View } from "#lib/view";

const TEXT_MAX = 12_000;
const Ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

const Heard = z.object({
  outcome: z.enum(["proposed", "asked", "quiet", "refused"]),
  subject: z.string(),
  does: z.string(),
  approval: z.number().nullable(),
  call: z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) }).nullable(),
});
type Heard = z.output<typeof Heard>;

/** What somebody said, about which ticket, and what it seems to mean. */
interface Read {
  judgement: Judgement;
  subject: string;
  project: string;
  call: Call | undefined;
}

/** What was said that could not matter is nobody's business, and what mattered is noted without its words. */
export const hear = defineCapability({
  name: "talk.hear",
  summary: "Hear what people say about tickets in a channel that is listened to, and propose what follows from it.",
  risk: "record",
  hears: "talk",
  input: z.object({
    ts: Ts.describe("Of the message."),
    thread: Ts.optional().describe("Of the thread in which it was said."),
    text: z.string().max(TEXT_MAX).describe("What was said."),
  }),
  result: Heard,
  abridge: (input) => ({ ...(typeof input === "object" ? input : {}), text: "(what people say is not kept)" }),
  async run(context, { ts, thread, text }): Promise<Heard> {
    const { talk, origin, now, id } = context;
    const channel = slackIdIn(origin.place) ?? "";
    const listening = talk.listening();
    if (!listening.channels.includes(channel)) throw new UserError("This channel is not listened to.");
    const read = await readTalk(context, { channel, thread, text });
    if (read.judgement.kind !== "create" && read.subject !== "") {
      await talk.remember({ channel, thread: thread ?? ts, subject: read.subject, at: now() });
    }
    const done = await follow(context, read, listening);
    const { kind, confidence, reason } = read.judgement;
    const noted: TalkDecision = {
      ...{ id: id ?? `${channel}:${ts}`, channel, ts, subject: read.subject, kind, confidence, at: now() },
      ...{ reason: done.why ?? reason, outcome: done.outcome, approval: done.approval },
    };
    await talk.note(noted);
    const { outcome, approval, does } = done;
    return { outcome, subject: read.subject, does, approval, call: read.call ?? null };
  },
  view: describeHeard,
});

async function readTalk(
  context: Context,
  { channel, thread, text }: { channel: string; thread: string | undefined; text: string },
): Promise<Read> {
  const { talk, directory } = context;
  const [projects, teams] = await Promise.all([directory.projects(), directory.teams()]);
  const named = ticketsIn(text, toProjectKeys(projects));
  const known = thread === undefined ? undefined : await talk.subjectOf(channel, thread);
  const judgement = judgeTalk({ text, named: named.length, isInThread: known !== undefined });
  if (judgement.kind === "create") {
    const team = teams.find((one) => one.channel === channel)?.key;
    const [own, ...others] = projects.filter((one) => one.team === team && team !== undefined);
    const project = own && others.length === 0 ? own.key : "";
    const { title = "" } = judgement;
    const call = project === "" ? undefined : { name: "issue.create", input: { project, title } };
    return { judgement, subject: title, project, call };
  }
  const subject = named[0] ?? known ?? "";
  return { judgement, subject, project: subject.replace(/-\d+$/, ""), call: await toCall(context, judgement, subject) };
}

async function toCall(context: Context, { kind }: Judgement, issue: string): Promise<Call | undefined> {
  if (kind === "close") {
    const open = await context.tickets.open([issue.toUpperCase().replace(/-\d+$/, "")], context.now());
    return closingOf(
      issue,
      open.map(({ ticket }) => ticket),
    );
  }
  if (kind === "start") return { name: "issue.transition", input: { issue, status: "In Progress" } };
  return undefined;
}

interface Followed {
  outcome: TalkOutcome;
  approval: number | null;
  does: string;
  why?: string;
}

/** Sure enough, and it is proposed; nearly so, and somebody is asked; and otherwise nothing happens. */
async function follow(context: Context, read: Read, listening: Listening): Promise<Followed> {
  const { judgement, project, call, subject } = read;
  const nothing = { approval: null, does: "" };
  if (!call) return { ...nothing, outcome: "quiet" };
  const course = courseOf(judgement.confidence, project, listening);
  if (course !== "proposed") return { ...nothing, outcome: course };
  try {
    const cause = { ref: `talk:${context.id}`, words: `Somebody said so in the channel. ${judgement.reason}` };
    const approval = await proposeCall(context, call, { isTainted: await isStranger(context), cause });
    return { outcome: "proposed", approval: approval.number, does: approval.grounds.preview.does };
  } catch (error) {
    // It is done already, or cannot be done from where it stands: no news for people who only talk.
    if (!(error instanceof UserError)) throw error;
    return { ...nothing, outcome: "refused", why: `${judgement.reason} ${error.message}`, does: subject };
  }
}

function describeHeard({ outcome, subject, does, approval, call }: Heard): View {
  if (outcome === "proposed") {
    const text = `I took that for a word: ${does}. Approval ${approval} waits for a decision.`;
    const show = { label: "Show", call: { name: "approvals.show", input: { approval: String(approval) } } } as const;
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "buttons", buttons: [{ ...show, opens: "dialog" }] },
      ],
    };
  }
  if (outcome !== "asked" || !call) return { text: "", nodes: [] };
  const text = `Shall I propose something for ${subject}?`;
  const label = call.name === "issue.create" ? "Create the ticket" : `Move ${subject}`;
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      { type: "buttons", buttons: [{ label, call }] },
    ],
  };
}
