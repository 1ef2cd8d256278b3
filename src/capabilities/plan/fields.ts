import { z } from "zod";
import { ProjectKey } from "#domain/directory";
import { IDEA_LENGTH_MAX, TITLE_LENGTH_MAX } from "#domain/plan/idea";
import { TEMPLATES } from "#domain/plan/template";

const FIELD_LENGTH_MAX = IDEA_LENGTH_MAX;
const LENGTH = IDEA_LENGTH_MAX.toLocaleString("en");
const TOO_LONG = {
  error: `That is too long: ${LENGTH} characters are read. Say it in fewer words; the rest can go into the PRD afterwards.`,
};
const MESSAGES_MAX = 100;

export const PlanField = z.string().trim().min(1).max(200).describe("The id that was given when it was asked for.");

export const PrdField = z.coerce.number().int().min(1).max(1_000_000_000).describe("The number of the PRD.");

const Long = z.string().max(FIELD_LENGTH_MAX, TOO_LONG);

export const ThreadField = z
  .string()
  .regex(/^\d{10}\.\d{6}$/)
  .describe("The ts of the thread, as Slack has it.");

/** A message that somebody wants planned, with what was said around it. */
const Message = z.object({
  text: z.string().max(FIELD_LENGTH_MAX),
  /** The ts of its thread, in which the answer belongs. */
  thread: ThreadField,
  others: z.array(z.string().max(FIELD_LENGTH_MAX)).max(MESSAGES_MAX),
});

export const PlanInput = z.object({
  idea: Long.optional().meta({ takesRest: true }).describe("The idea, in a sentence or a page."),
  title: z
    .string()
    .max(TITLE_LENGTH_MAX, { error: `A title may have ${TITLE_LENGTH_MAX} characters.` })
    .optional()
    .meta({ isNamed: true })
    .describe("What it is called; the beginning of the idea unless given."),
  context: Long.optional().meta({ isNamed: true }).describe("What is so today, and why now."),
  constraints: Long.optional().meta({ isNamed: true }).describe("What has to be kept to."),
  project: ProjectKey.optional().meta({ isNamed: true }).describe("Key of the project it belongs to."),
  template: z.enum(TEMPLATES).optional().meta({ isNamed: true }).describe("standard, experiment or migration."),
  message: Message.optional().describe("The message it begins with; Slack gives it."),
});
export type PlanInput = z.output<typeof PlanInput>;
