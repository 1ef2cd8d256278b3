import { z } from "zod";
import type { KeptCall } from "#kernel/ports/slack-outbox";
import { sha256 } from "#lib/hash";
import type { Button, Call } from "#lib/view";
import { LIMITS } from "./limits.ts";

const NAME_MAX = 200;

const CallSchema = z.object({ name: z.string().max(NAME_MAX), input: z.record(z.string(), z.unknown()) });
const Value = z.object({ input: z.record(z.string(), z.unknown()), from: CallSchema.optional() });
const StoredValue = z.object({ kept: z.string().regex(/^[0-9a-f]{32}$/) });

/** A call as a button carries it, and the call that made what the button stands in, so that it can be shown anew. */
export interface ButtonCall {
  call: Call;
  opensDialog: boolean;
  from?: Call | undefined;
}

/** What a button sends back when it is clicked. A call too long for it is answered in `kept`, to be stored. */
export interface EncodedCall {
  action_id: string;
  value: string;
  kept?: KeptCall;
}

export function encodeCall(button: Button, number: number, from: Call | undefined): EncodedCall {
  const verb = button.opens === "dialog" ? "open" : "call";
  const action_id = `${verb}:${button.call.name.slice(0, NAME_MAX)}:${number}`;
  const value = JSON.stringify({ input: button.call.input, ...(from && { from }) });
  if (value.length <= LIMITS.button.value) return { action_id, value };
  // Named by its content, so that the same view keeps the same call however often it is rendered.
  const id = sha256(value).slice(0, 32);
  return { action_id, value: JSON.stringify({ kept: id }), kept: { id, call: value } };
}

/** Undefined when it is not a button of ours, or of an edition that wrote its calls in another way. */
export async function decodeCall(
  { action_id, value }: { action_id: string; value?: string | undefined },
  findCall: (id: string) => Promise<string | undefined>,
): Promise<ButtonCall | undefined> {
  const theirs = readDecision(value) ?? readProposal(value);
  if (theirs) return theirs;
  const [, verb, name] = /^(call|open):([^:]+):\d+$/.exec(action_id) ?? [];
  if (!verb || !name) return undefined;
  const stored = StoredValue.safeParse(parse(value));
  const json = stored.success ? await findCall(stored.data.kept) : value;
  const read = Value.safeParse(parse(json));
  if (!read.success) return undefined;
  const { input, from } = read.data;
  return { call: { name, input }, opensDialog: verb === "open", from };
}

/** "approve:ID", as other programs write it, and with the tag of what is shown behind it. */
const DECISION = /^(approve|decline|modify):([\w:.-]{1,120}?)(?::([0-9a-f]{16}))?$/;

function readDecision(value: string | undefined): ButtonCall | undefined {
  const [, verb, approval, tag] = DECISION.exec(value ?? "") ?? [];
  if (!verb || !approval) return undefined;
  const input = { approval, ...(tag !== undefined && { tag }) };
  if (verb === "approve") return { call: { name: "approvals.approve", input }, opensDialog: false };
  return { call: { name: "approvals.form", input: { ...input, to: verb } }, opensDialog: true };
}

/** "propose:nudge:acme/api#7" */
const PROPOSAL = /^propose:(nudge|label):(\S{3,300})$/;

function readProposal(value: string | undefined): ButtonCall | undefined {
  const [, kind, target] = PROPOSAL.exec(value ?? "") ?? [];
  if (!kind || !target) return undefined;
  return { call: { name: "triage.propose", input: { kind, target } }, opensDialog: false };
}

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    // A value that is not ours.
    return undefined;
  }
}
