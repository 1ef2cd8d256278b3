import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Outcome } from "#kernel/invocation";
import type { Call } from "#lib/view";
import { renderText } from "../cli/text.ts";
import { toProblem } from "../problem.ts";
import { readSentence } from "../slack/request.ts";
import { readBody } from "./body.ts";
import { type CapabilityRoutes, createCaller, send } from "./capabilities.ts";

const TEXT_LENGTH_MAX = 4_000;
const RefField = z.union([z.string().min(1).max(120), z.number().int().positive()]).transform(String);

export const Said = z.strictObject({
  text: z.string().min(1).max(TEXT_LENGTH_MAX).describe("What would be typed in Slack, like: standup core"),
});

export const Clicked = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("approve-job"),
    job_id: z.string().min(1).max(130).describe("As a decision answered it."),
  }),
  z.strictObject({
    action: z.literal("approval-decision"),
    id: RefField.describe("The id of the approval, or its number."),
    decision: z.enum(["approve", "decline"]),
    reason: z.string().max(500).optional(),
    tag: z.string().max(16).optional().describe("The first 16 signs of the payload_hash that was read."),
  }),
  z.strictObject({
    action: z.literal("approval-propose"),
    kind: z.enum(["nudge", "label"]),
    target: z.string().min(3).max(300).describe("The pull request, like acme/api#7."),
  }),
]);
type Clicked = z.output<typeof Clicked>;

/** What people type and press in Slack, for programs that do so in their place: the same words, the same calls. */
export function registerSlackWords(server: FastifyInstance, { catalogue, invoke }: CapabilityRoutes): void {
  const call = createCaller(invoke);
  server.post("/v1/slack/commands", async (request, reply) => {
    const said = readBody(Said, request.body, reply);
    if (!said) return reply;
    const read = readSentence(catalogue, said.text);
    if ("answer" in read) return { ok: false, message: renderText(read.answer) };
    return toAnswer(read.call, await call(request, read.call.name, read.call.input));
  });
  server.post("/v1/slack/interactions", async (request, reply) => {
    const clicked = readBody(Clicked, request.body, reply);
    if (!clicked) return reply;
    const { name, input } = toCall(clicked);
    return send(reply, await call(request, name, input));
  });
}

/** Whoever posted hears where to; whoever asked reads the answer; a refusal is said, and is no error of the transport. */
function toAnswer({ name, input }: Call, outcome: Outcome): Record<string, unknown> {
  if (outcome.status === "done") return { ok: true, message: renderText(outcome.view) };
  if (outcome.status !== "proposed") return { ok: false, message: toProblem(outcome).detail };
  const posted = name === "messages.post" ? { posted: input["channel"] } : {};
  return { ok: true, message: renderText(outcome.view), approval: outcome.approval, ...posted };
}

function toCall(clicked: Clicked): Call {
  switch (clicked.action) {
    case "approve-job":
      return { name: "approvals.approve", input: { approval: clicked.job_id.replace(/^effect:/, "") } };
    case "approval-decision": {
      const { id, decision, action: _, ...words } = clicked;
      return { name: `approvals.${decision}`, input: { approval: id, ...words } };
    }
    case "approval-propose":
      return { name: "triage.propose", input: { kind: clicked.kind, target: clicked.target } };
  }
}
