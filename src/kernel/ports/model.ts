import type { EndedCall, ModelCall, PlannedCall } from "#domain/model/call";
import type { ChatPiece, ChatReply, ChatRequest } from "#domain/model/chat";
import type { ObjectPrompt, ProsePrompt } from "#domain/model/prompt";
import type { Source } from "#domain/model/source";
import type { Call } from "../context.ts";

/** A server that speaks Chat Completions. Neither method throws for what servers and networks do. */
export interface ChatEndpoint {
  ask(request: ChatRequest, signal: AbortSignal): Promise<ChatReply>;
  stream(request: ChatRequest, signal: AbortSignal): Promise<AsyncIterable<ChatPiece>>;
}

/** Every call of a model with what it cost; a month never costs more than its budget. */
export interface ModelLedger {
  /** Sets aside the most a call can cost, and keeps the call; false where that would go over the budget. */
  reserve(call: PlannedCall, monthlyUsdMax: number): Promise<boolean>;
  settle(id: string, ended: EndedCall): Promise<void>;
}

export interface Traces {
  /** By the trace they belong to, or their own id; in the order in which they were made. */
  find(id: string): Promise<ModelCall[]>;
  recent(limit: number): Promise<ModelCall[]>;
  /** What a month ("2026-11") has cost, with what is set aside for calls that run. */
  spent(month: string): Promise<number>;
}

/** What a model is asked with, besides the prompt. */
export interface ModelAsk<Input> {
  /** Whose trace, person and deadline it is. */
  call: Pick<Call, "traceId" | "actor" | "signal">;
  input: Input;
  sources: readonly Source[];
  /** Addresses that may be written, beyond those of the sources. */
  urls?: readonly string[];
  variant?: string;
  /** The longest that all of it may take, so that the caller can still answer without. */
  timeMaxMs?: number;
}

/** Where an answer comes from, to be said beside it. */
export interface Provenance {
  traceId: string;
  model: string;
  /** "plan@1/base". */
  prompt: string;
  /** What `[S1]` in the answer stands for. */
  cited: { ref: string; id: string; url: string | null }[];
  /** Words of strangers were in the prompt: whatever follows of the answer is tainted. */
  isTainted: boolean;
}

export type UnusableReason = "refused" | "truncated" | "invalid" | "timeout" | "unreachable" | "budget";

/** Without a usable answer the caller writes its own, and says so with `message`. */
export interface Unusable {
  status: "unusable";
  reason: UnusableReason;
  /** A sentence for people. */
  message: string;
  provenance: Provenance;
}

export type ModelOutcome<Output> = { status: "done"; value: Output; provenance: Provenance } | Unusable;

export interface ModelStream {
  /** Whole sentences and lines as they come. It ends without an error whatever happens; `outcome` says how. */
  text: AsyncIterable<string>;
  /** Settles when `text` has been read to its end, or left. */
  outcome: Promise<ModelOutcome<string>>;
}

export interface ModelStatus {
  endpoint: string;
  models: { task: string; model: string; isPriced: boolean }[];
  monthlyUsdMax: number;
  piiRedaction: string;
}

/**
 * A model that writes and has no tools. What comes back has nothing foreign in it: its citations, ids and addresses are
 * among those that were laid before it.
 */
export interface Model {
  complete<Input, Output>(prompt: ObjectPrompt<Input, Output>, ask: ModelAsk<Input>): Promise<ModelOutcome<Output>>;
  write<Input>(prompt: ProsePrompt<Input>, ask: ModelAsk<Input>): ModelStream;
  status(): ModelStatus;
}
