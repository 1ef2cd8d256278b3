/** How a call ended. `lost` is one whose process died: what it cost is not known, and counts as the most it could. */
export const CALL_OUTCOMES = [
  "answered",
  "refused",
  "truncated",
  "format",
  "timeout",
  "unreachable",
  "denied",
  "stopped",
  "lost",
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What is known of a call before it is made. */
export interface PlannedCall {
  id: string;
  traceId: string;
  /** Who asked: "slack:U024". */
  actor: string;
  task: string;
  prompt: string;
  promptVersion: number;
  variant: string;
  model: string;
  /** How an object was asked for, or `prose`. */
  rung: string;
  /** Of the prompt as it left, after redaction. */
  promptHash: string;
  /** Ids of the sources in it. */
  sources: string[];
  /** How many addresses, numbers and secrets were taken out, by kind. */
  redactions: Record<string, number>;
  tokensIn: number;
  startedAt: Date;
  /** The most it can cost, in US dollars. */
  reservedUsd: number;
  /** As it left; null unless bodies are kept. */
  body: string | null;
}

/** What is known of it afterwards. */
export interface EndedCall {
  outcome: CallOutcome;
  tokensIn: number;
  tokensOut: number;
  /** The server did not say, so the tokens are counted by us. */
  isEstimated: boolean;
  costUsd: number;
  ms: number;
  detail: string | null;
  /** As it came; null unless bodies are kept. */
  reply: string | null;
}

/** One call of a model, as the ledger keeps it. */
export type ModelCall = Omit<PlannedCall, "reservedUsd"> & {
  /** Null while it runs. */
  outcome: CallOutcome | null;
  tokensOut: number;
  isEstimated: boolean;
  costUsd: number;
  ms: number | null;
  detail: string | null;
  reply: string | null;
};

/** "2026-11": budgets are kept by the month of UTC. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
