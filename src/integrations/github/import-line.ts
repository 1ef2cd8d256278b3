import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { cleanText } from "#lib/text";
import { fromWebhook } from "./normalise.ts";

const LINE_LENGTH_MAX = 25 * 1024 * 1024;
const KEY_LENGTH_MAX = 200;

const Line = z.object({
  delivery: z.string().min(1).max(KEY_LENGTH_MAX),
  event: z.string().min(1).max(KEY_LENGTH_MAX),
  received_at: z.iso.datetime({ offset: true }),
  payload: z.unknown(),
});

export type ParsedLine = { event: NewEvent } | { problem: string };

/** One line of an export of webhooks: `{ delivery, event, received_at, payload }`. */
export function parseDeliveryLine(line: string, bots: ReadonlySet<string> = new Set()): ParsedLine {
  if (line.length > LINE_LENGTH_MAX) return { problem: "The line is longer than 25 MB." };
  const json = parseJson(line);
  if (json === undefined) return { problem: "The line is not JSON." };
  const parsed = Line.safeParse(json);
  if (!parsed.success) return { problem: cleanText(z.prettifyError(parsed.error), KEY_LENGTH_MAX) };
  const { delivery, event, payload, received_at: receivedAt } = parsed.data;
  const raw = toBytes(payload);
  if (!raw) return { problem: "The payload is nested too deeply." };
  const told = {
    event,
    payload,
    bots,
    receivedAt: new Date(receivedAt),
    delivery: cleanText(delivery, KEY_LENGTH_MAX),
  };
  return { event: fromWebhook({ ...told, raw }) };
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
