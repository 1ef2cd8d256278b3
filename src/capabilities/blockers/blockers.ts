import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { describeDuration } from "#lib/time";
import type { View } from "#lib/view";

const REASON_MAX = 300;

const RefField = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}#\d{1,9}$/, { error: "Write it like acme/api#7." })
  .describe("The pull request, like acme/api#7.");

const Said = z.object({ subject: z.string(), text: z.string() });

/** A person's word outranks everything that we could guess. */
export const blocked = defineCapability({
  name: "blocked",
  summary: "Say that a pull request cannot go on, and why.",
  risk: "record",
  usage: "/adjutant blocked acme/api#7 waiting for keys",
  input: z.object({
    subject: RefField,
    why: z
      .string()
      .trim()
      .min(1)
      .max(REASON_MAX)
      .meta({ takesRest: true })
      .describe("What it waits for, in your words."),
  }),
  result: Said,
  async run(context, { subject, why }) {
    const { acting, signals, actor, now } = context;
    await requireOpen(context, subject);
    await acting.block({ subject, why, by: actor.id, at: now() });
    await signals.evaluate(now(), [subject]);
    return { subject, text: `${subject} is blocked: ${why}.` };
  },
  view: (said) =>
    confirm(said, {
      ...{ label: "Unblock", description: `${said.subject} is not blocked any more` },
      call: { name: "unblocked", input: { subject: said.subject } },
    }),
});

/** Asked of the owner of what looks blocked; whoever does not answer has not said so. */
export const blockedForm = defineCapability({
  name: "blockers.form",
  summary: "The form in which somebody says what a pull request waits for.",
  risk: "read",
  input: z.object({ subject: RefField }),
  result: z.object({ subject: z.string() }),
  async run(context, { subject }) {
    await requireOpen(context, subject);
    return { subject };
  },
  view: ({ subject }) => ({
    text: `What does ${subject} wait for?`,
    nodes: [
      { type: "header", text: "It is blocked" },
      { type: "text", content: [`${subject} is told to whoever can unblock it, and then to its team and lead.`] },
      {
        type: "form",
        call: { name: "blocked", input: { subject } },
        submit: "It is blocked",
        fields: [
          {
            ...{ name: "why", label: "What does it wait for?", isRequired: true },
            hint: "Name whoever can unblock it, like <@U024BE7LH>.",
          },
        ],
      },
    ],
  }),
});

export const unblocked = defineCapability({
  name: "unblocked",
  summary: "Say that a pull request can go on again.",
  risk: "record",
  usage: "/adjutant unblocked acme/api#7",
  input: z.object({ subject: RefField }),
  result: Said,
  async run({ acting, signals, actor, now }, { subject }) {
    const ended = await acting.unblock({ subject, by: actor.id, at: now() });
    if (!ended) throw new UserError(`Nobody has said that ${subject} is blocked.`);
    // Twice, because a condition that only a clock could have ended has to be seen clear twice.
    for (let look = 0; look < 2; look++) await signals.evaluate(now(), [subject]);
    const length = describeDuration(now().getTime() - ended.at.getTime());
    return { subject, text: `${subject} can go on. It was blocked for ${length}: ${ended.why}.` };
  },
  view: (said) => confirm(said),
});

async function requireOpen({ facts, now }: Context, subject: string): Promise<void> {
  const [pull] = await facts.pullRequests([subject], now());
  if (!pull) throw new UserError(`Nothing is known of ${subject}. Write it like acme/api#7.`);
  if (pull.state !== "open") throw new UserError(`${subject} is ${pull.state} already.`);
}

type Buttons = Extract<View["nodes"][number], { type: "buttons" }>["buttons"];

function confirm({ text }: z.output<typeof Said>, ...buttons: Buttons): View {
  const line: View["nodes"] = [{ type: "text", content: [text] }];
  return { text, nodes: buttons.length > 0 ? [...line, { type: "buttons", buttons }] : line };
}
