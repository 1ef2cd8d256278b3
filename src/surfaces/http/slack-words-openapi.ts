import { z } from "zod";
import { json, problem } from "./openapi-parts.ts";
import { Clicked, Said } from "./slack-words.ts";

const TAGS = ["slack"];
const TEXT = { type: "string" };

/** The paths for programs that type and press in the place of people. */
export function describeSlackWords(): Record<string, unknown> {
  const answer = {
    type: "object",
    required: ["ok", "message"],
    properties: {
      ok: { type: "boolean" },
      message: { ...TEXT, description: "What a person would read." },
      posted: { ...TEXT, description: "The channel, where something is posted." },
      approval: { type: "object", description: "What was proposed, where something was." },
    },
  };
  return {
    "/v1/slack/commands": {
      post: {
        ...{ operationId: "slack.commands", summary: "Say what one would type in Slack.", tags: TAGS },
        requestBody: { required: true, content: json(z.toJSONSchema(Said, { io: "input" })) },
        responses: { 200: { description: "The answer.", content: json(answer) }, ...problem(400, "There is no text.") },
      },
    },
    "/v1/slack/interactions": {
      post: {
        ...{ operationId: "slack.interactions", summary: "Press what one would press in Slack.", tags: TAGS },
        requestBody: { required: true, content: json(z.toJSONSchema(Clicked, { io: "input" })) },
        responses: {
          200: { description: "Done.", content: json({ type: "object" }) },
          ...problem(400, "It is no such button."),
          ...problem(403, "Whoever calls may not."),
          ...problem(422, "It cannot be done as asked."),
        },
      },
    },
  };
}
