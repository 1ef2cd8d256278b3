import { z } from "zod";
import { requirePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { DAY_MS, describeInstant } from "#lib/time";
import { say } from "#lib/view";

const LENGTHS = { "1d": DAY_MS, "1w": 7 * DAY_MS, "4w": 28 * DAY_MS, always: null } as const;

const Said = z.object({ text: z.string() });

/** Somebody else is asked instead; about this nobody asks this person again. */
export const notMe = defineCapability({
  name: "nudges.not-me",
  summary: "Be asked no more about one subject; somebody else is asked instead.",
  risk: "record",
  input: z.object({
    subject: z.string().trim().toLowerCase().min(1).max(200).describe("What it is about, like acme/api#7."),
  }),
  result: Said,
  async run(context, { subject }) {
    const { id } = await requirePerson(context);
    const at = context.now();
    await context.acting.wish({ person: id, subject, until: null, by: context.actor.id, at });
    return { text: `You will not be asked about ${subject} any more.` };
  },
  view: ({ text }) => say(text),
});

/** Away, or simply not in the mood: nothing is sent to this person because a rule says so. */
export const quiet = defineCapability({
  name: "nudges.quiet",
  summary: "Get no nudges for a while, as when you are away.",
  risk: "record",
  input: z.object({ for: z.enum(["1d", "1w", "4w", "always"]).default("1w").describe("1d, 1w, 4w or always.") }),
  result: Said,
  async run(context, { for: length }) {
    const { id, zone } = await requirePerson(context);
    const at = context.now();
    const ms = LENGTHS[length];
    const until = ms === null ? null : new Date(at.getTime() + ms);
    await context.acting.wish({ person: id, subject: "", until, by: context.actor.id, at });
    const end = until ? `until ${describeInstant(until, zone ?? context.settings.zone)}` : "until you say otherwise";
    return { text: `No nudges for you ${end}. “/adjutant nudges resume” brings them back.` };
  },
  view: ({ text }) => say(text),
});

export const resume = defineCapability({
  name: "nudges.resume",
  summary: "Get nudges again, also about what you said was not yours.",
  risk: "record",
  input: z.object({}),
  result: Said,
  async run(context) {
    const { id } = await requirePerson(context);
    const ended = await context.acting.endWishes(id);
    return { text: ended > 0 ? "You get nudges again." : "You get nudges already." };
  },
  view: ({ text }) => say(text),
});
