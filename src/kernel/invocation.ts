import type { Risk } from "#domain/trust/risk";
import type { Status } from "#domain/trust/status";
import type { UserErrorCode } from "#lib/errors";
import type { View } from "#lib/view";

/** Who asks. `id` is stable and public: "slack:U024", "key:ci", "local-operator", "schedule:facts". */
export interface Actor {
  kind: "person" | "key" | "operator" | "schedule";
  id: string;
}

/** Where an invocation came from, for the audit and for answers that must stay in their place. */
export interface Origin {
  surface: "slack" | "http" | "cli" | "schedule" | "rule";
  /** "slack:C024"; absent outside chat. */
  place?: string;
  /** Of the place, in which it was said. */
  thread?: string;
}

/** A capability call as data: what approvals store, jobs queue, buttons carry and schedules repeat. */
export interface Invocation {
  name: string;
  input: unknown;
  actor: Actor;
  origin: Origin;
  /** What made somebody propose it, like the signal behind a nudge; the person who asked unless given. */
  cause?: { ref: string; words: string };
  /** Whether words of strangers are in the input. Nothing that comes from outside may set it to false. */
  isTainted?: boolean;
  /** What it answers is shown to everybody in its place, and not to whoever asked alone. */
  isPosted?: boolean;
  /** Why the surface that brings it lets it not be done, in words for whoever called: it is recorded, and refused. */
  refusal?: string;
  /** Given when the same call may arrive twice, as from the Slack inbox: the audit keeps one row per id. */
  id?: string;
}

export type Outcome =
  | { status: "done"; id: string; result: unknown; view: View }
  /** An effect that waits for a person's word, or is about to be performed; `view` says which. */
  | { status: "proposed"; id: string; approval: Proposed; view: View }
  /** The caller can mend it: unknown name, invalid input, not allowed. `issues` names the fields at fault. */
  | { status: "refused"; id: string; code: RefusalCode; message: string; issues?: Issue[] }
  /** Something we depend on is away; trying again later makes sense. */
  | { status: "unavailable"; id: string; message: string }
  /** A fault of ours. The message names the reference under which it was logged. */
  | { status: "failed"; id: string; message: string };

/** What a proposal is known by; `ttl` in seconds. */
export interface Proposed {
  id: string;
  number: number;
  status: Status;
  risk: Risk;
  ttl: number;
}

export type RefusalCode = "unknown" | "invalid" | "forbidden" | UserErrorCode;

export interface Issue {
  /** "as_of" or "members.0". */
  field: string;
  message: string;
}
