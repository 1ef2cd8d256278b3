/** What is said to a model and what it says, in the words that every Chat Completions server has. */
export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/**
 * How an object is asked for: by a schema that the server holds the model to, by the wish for some object, or by words
 * alone. `prose` asks for none.
 */
export const RUNGS = ["json_schema", "json_object", "words"] as const;
export type Rung = (typeof RUNGS)[number];

export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  tokensMax: number;
  /** Asks the server for an object; nothing is asked of it without one. */
  format?: { rung: "json_schema"; name: string; schema: Record<string, unknown> } | { rung: "json_object" };
  timeoutMs: number;
}

export interface Usage {
  tokensIn: number;
  tokensOut: number;
}

/** How often one request may be sent before there is an answer. */
export const SENDS_MAX = 2;

/** What came back. What fails outside is data, because every caller goes on without a model then. */
export type ChatReply = (
  | { status: "answered"; text: string; finish: Finish; usage: Usage | null }
  | { status: "failed"; failure: ChatFailure; detail: string; retryAt: Date | null; heard?: Heard }
) & {
  /** How many sends came to nothing that the server may bill all the same; none where it is missing. */
  lost?: number;
};

/** What had come of a stream before it broke. */
export interface Heard {
  text: string;
  usage: Usage | null;
}

/** `cut` is a stream that ended without saying so. */
export type Finish = "stop" | "length" | "refused" | "cut";

/** `format` names a server that does not know how it is asked; `stopped` a caller who has gone. */
export type ChatFailure = "format" | "timeout" | "unreachable" | "denied" | "stopped";

/** A piece of text as it arrives, and at the end the whole reply, once. */
export type ChatPiece = { type: "text"; text: string } | { type: "end"; reply: ChatReply };
