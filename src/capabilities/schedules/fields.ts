import { z } from "zod";
import { CHANNEL_ID } from "#domain/slack-ids";

/** By its number, as the list shows it. */
export const ScheduleField = z.coerce
  .number({ error: "Give the number of the schedule, as /schedule lists it." })
  .int()
  .min(1)
  .describe("The number of the schedule, as /schedule lists it.");

/** As forms and people write it. */
export const YesNo = z.preprocess(
  (value) => (value === "yes" ? true : value === "no" ? false : value),
  z.boolean({ error: "Write yes or no." }),
);

export const Said = z.object({ text: z.string(), schedule: z.number() });

/** The channel where it is asked for, a channel's id, or me for a direct message. */
export const ChannelField = z
  .string()
  .trim()
  .refine((text) => text === "me" || text === "here" || CHANNEL_ID.test(text), {
    error: "Choose a channel, or write me for a direct message to yourself.",
  })
  .default("here")
  .describe("The channel by its id, here for this one, or me for a direct message to you.");
