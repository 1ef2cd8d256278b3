import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { cleanText } from "#lib/text";
import { fromWebhook as fromGithub } from "./github/normalise.ts";
import { fromWebhook as fromJira, type JiraReadingOptions } from "./jira/normalise.ts";

const LINE_LENGTH_MAX = 25 * 1024 * 1024;
const KEY_LENGTH_MAX = 200;

const Line = z.object({
  delivery: z.string().min(1).max(KEY_LENGTH_MAX),
  /** GitHub names what happened beside the payload; Jira does in it. */
  event: z.string().min(1).max(KEY_LENGTH_MAX).optional(),
  received_at: z.iso.datetime({ offset: true }),
  payload: z.unknown(),
});

const JiraPayload = z.object({ webhookEvent: z.string() });

export type ParsedLine = { event: NewEvent; also?: readonly NewEvent[] } | { problem: string };

export interface ImportOptions {
  bots?: ReadonlySet<string>;
  jira?: JiraReadingOptions;
}

/**
 * One line of an export of webhooks: `{ delivery, event, received_at, payload }` of GitHub, and the same without an event of
 * Jira, whose payloads name it themselves.
 */
export function parseDeliveryLine(line: string, { bots = new Set(), jira = {} }: ImportOptions = {}): ParsedLine {
  if (line.length > LINE_LENGTH_MAX) return { problem: "The line is longer than 25 MB." };
  const json = parseJson(line);
  if (json === undefined) return { problem: "The line is not JSON." };
  const parsed = Line.safeParse(json);
  if (!parsed.success) return { problem: cleanText(z.prettifyError(parsed.error), KEY_LENGTH_MAX) };
  const { event, payload } = parsed.data;
  const raw = toBytes(payload);
  if (!raw) return { problem: "The payload is nested too deeply." };
  const delivery = cleanText(parsed.data.delivery, KEY_LENGTH_MAX);
  const told = { payload, raw, delivery, receivedAt: new Date(parsed.data.received_at) };
  if (event !== undefined) return { event: fromGithub({ ...told, event, bots }) };
  if (!JiraPayload.safeParse(payload).success)
    return { problem: "The line names no event, as GitHub's and Jira's do." };
  const [first, ...also] = fromJira({ ...told, ...jira });
  return { event: first, also };
}

/** Undefined for what can be read but not written again, as writing needs a stack. */
function toBytes(payload: unknown): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(payload ?? null));
  } catch {
    return undefined;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
