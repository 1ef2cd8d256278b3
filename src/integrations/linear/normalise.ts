import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { cleanText } from "#lib/text";
import { conclude, type Read, reader } from "../conclude.ts";
import { Cycle, GoneIssue, Issue, IssueHook } from "./payloads.ts";
import { fromCycle, fromGoneIssue, fromIssueHook, fromPolledIssue, type Mapping } from "./tickets.ts";

const KIND_LENGTH_MAX = 100;

interface Told {
  payload: unknown;
  receivedAt: Date;
}

const Event = z.object({ type: z.string(), action: z.string() });

/** A webhook's delivery as an event. It shows an issue as it is now: its history is for a reading to tell. */
export function fromWebhook({
  delivery,
  payload,
  receivedAt,
  raw,
}: Told & { delivery: string; raw: Buffer }): NewEvent {
  const { data } = Event.safeParse(payload);
  const kind = data ? cleanText(`${data.type}.${data.action}`, KIND_LENGTH_MAX) : "unknown";
  const told = read(`hook:${data?.type}`, { payload, receivedAt });
  return { source: "linear", delivery, receivedAt, payload: raw, ...conclude(kind, told, receivedAt) };
}

/** What is read from the interface. Its key says which state of the object this is, so that the same again changes nothing. */
export function fromPoll({ event, payload, receivedAt }: Told & { event: "issue" | "cycle" | "gone" }): NewEvent {
  const found = read(event, { payload, receivedAt });
  const concluded = conclude(`${event}.polled`, found, receivedAt);
  const { subject, key } = found.mapped ?? { subject: "unknown", key: "" };
  const delivery = ["poll", event, subject, key, concluded.occurredAt.toISOString()].join(":");
  return { source: "linear", delivery, receivedAt, payload: Buffer.from(JSON.stringify(payload)), ...concluded };
}

const READERS = new Map<string, (payload: unknown, mapping: Mapping) => Read>([
  ["hook:Issue", reader(IssueHook, fromIssueHook)],
  ["issue", reader(Issue, fromPolledIssue)],
  ["cycle", reader(Cycle, fromCycle)],
  ["gone", reader(GoneIssue, fromGoneIssue)],
]);

function read(event: string, { payload, receivedAt }: Told): Read {
  return READERS.get(event)?.(payload, { receivedAt: receivedAt.getTime() }) ?? {};
}
