import { z } from "zod";

/** A name of dots alone would lead elsewhere in an address. */
const REPOSITORY = "[A-Za-z0-9][\\w-]{0,99}\\/(?!\\.{1,2}(?:#|$))[\\w.-]{1,100}";
const KEY = "[A-Za-z][A-Za-z0-9]{0,19}";
const TICKET = new RegExp(`^(?:${REPOSITORY}#\\d{1,9}|${KEY}-\\d{1,9})$`);
const PROJECT = new RegExp(`^(?:${REPOSITORY}|${KEY})$`);
/** What the narrowest of the trackers takes, in its own format. */
const TEXT_MAX = 20_000;

/** What a vendor was told it shows within this time. Jira's search may need longer, which its own answer says. */
export const SETTLE_MS = 10_000;

export const TicketField = z
  .string()
  .trim()
  .regex(TICKET, { error: "Write it like API-12, or owner/name#7." })
  .describe("The ticket, like API-12 or acme/api#7.");

export const ProjectField = z
  .string()
  .trim()
  .regex(PROJECT, { error: "Write the key of a project, like API, or a repository, like owner/name." })
  .describe("The project whose tracker takes it, like API, or a repository, like acme/api.");

export const BodyField = z.string().trim().max(TEXT_MAX);

/** What every change of a ticket answers. */
export const Changed = z.object({ issue: z.string(), url: z.string(), text: z.string() });
export type Changed = z.output<typeof Changed>;

export function viewChange({ text, url }: Changed) {
  return { text: `${text}.`, nodes: [{ type: "text" as const, content: [{ link: url, label: text }] }] };
}
