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

/** Slack repeats an event with the same id in a new envelope; nothing else is repeated. */
export function keyOf({ body, envelope_id }: Pick<Envelope, "body" | "envelope_id">): string {
  const eventId = body["event_id"];
  return typeof eventId === "string" && eventId !== "" ? eventId : envelope_id;
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
