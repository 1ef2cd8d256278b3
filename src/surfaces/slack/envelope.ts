import type { Envelope } from "./connection.ts";

/** How an envelope has to be treated. */
export type Kind = "event" | "command" | "click" | "form" | "closed" | "options";

export function kindOf({ type, body }: Pick<Envelope, "type" | "body">): Kind {
  if (type === "slash_commands") return "command";
  if (type !== "interactive") return "event";
  switch (body["type"]) {
    case "view_submission":
      return "form";
    case "view_closed":
      return "closed";
    case "block_suggestion":
      return "options";
    default:
      return "click";
  }
}

/**
 * Slack repeats an event with the same id in a new envelope; nothing else is repeated. What a person does has a trigger
 * of its own, whose ids grow: kept by them, new rows lie together, which spares the disk a third of its work.
 * What is written to us directly is known by place and time, by which it is found when nobody could deliver it.
 */
export function keyOf({ body, envelope_id }: Pick<Envelope, "body" | "envelope_id">): string {
  const ids = [directKey(body["event"]), body["event_id"], body["trigger_id"]];
  return ids.find((id): id is string => typeof id === "string" && id !== "") ?? envelope_id;
}

/** Edits and deletions have a subtype, and are events of their own. */
function directKey(event: unknown): string | undefined {
  const { type, channel_type, channel, ts, subtype } = (event ?? {}) as Record<string, unknown>;
  const isWritten = type === "message" && channel_type === "im" && subtype === undefined;
  return isWritten && typeof channel === "string" && typeof ts === "string" ? `im:${channel}:${ts}` : undefined;
}

/** A message in a channel; `thread` where it is a reply that somebody just wrote. */
export interface Channelled {
  channel: string;
  thread: string | undefined;
  /** Of a message that somebody just wrote; empty of edits and deletions. */
  text: string;
}

/** Undefined of all that is no message, or is written to us directly. */
export function readChannelled({ body }: Pick<Envelope, "body">): Channelled | undefined {
  const event = (body["event"] ?? {}) as Record<string, unknown>;
  const { type, channel_type, channel, ts, thread_ts, subtype, text } = event;
  if (type !== "message" || channel_type === "im" || typeof channel !== "string") return undefined;
  const isReply = typeof thread_ts === "string" && thread_ts !== ts && subtype === undefined;
  return {
    ...{ channel, thread: isReply ? thread_ts : undefined },
    text: typeof text === "string" && subtype === undefined ? text : "",
  };
}

/** What is said when the work takes longer than Slack waits; an empty answer would close a form and hide its errors. */
export const SLOW_ACKS: Partial<Record<Kind, unknown>> = {
  command: { response_type: "ephemeral", text: "Working on it…" },
  form: {
    response_action: "update",
    view: {
      type: "modal",
      title: { type: "plain_text", text: "Saving…" },
      blocks: [
        {
          type: "section",
          text: { type: "plain_text", text: "This takes a moment. You will get a message when it is done." },
        },
      ],
    },
  },
  options: { options: [] },
};

const NOT_STORED = "Adjutant cannot store anything right now, so nothing was done. Please try again in a few minutes.";

/** What is said when nothing could be stored. Events and clicks get no answer, so that Slack repeats or reports them. */
export const NOT_STORED_ACKS: Partial<Record<Kind, unknown>> = {
  command: { response_type: "ephemeral", text: NOT_STORED },
  form: {
    response_action: "update",
    view: {
      type: "modal",
      title: { type: "plain_text", text: "Not saved" },
      blocks: [{ type: "section", text: { type: "plain_text", text: NOT_STORED } }],
    },
  },
};
