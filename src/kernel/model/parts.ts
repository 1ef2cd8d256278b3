import type { Prices } from "#domain/model/prices";
import type { PiiLevel } from "#lib/pii";
import type { Memory } from "../ports/memory.ts";
import type { ChatEndpoint, ModelLedger } from "../ports/model.ts";
import type { Gate } from "./gate.ts";

export interface ModelSettings {
  /** Where the server is; its name is shown, and what was learned of it is kept under it. */
  baseUrl: string;
  model: string;
  /** Of single tasks. */
  models: ReadonlyMap<string, string>;
  prices: Prices;
  timeoutMs: number;
  /** Whether prompts and replies are kept with their traces. */
  keepsBodies: boolean;
}

/** What the policy says at this moment. */
export interface ModelLimits {
  monthlyUsdMax: number;
  piiRedaction: PiiLevel;
}

/** Of one call that ended, for metrics. */
export interface Measured {
  task: string;
  outcome: string;
  seconds: number;
  tokensIn: number;
  tokensOut: number;
  costUsd: number;
}

export interface ModelParts {
  endpoint: ChatEndpoint;
  ledger: ModelLedger;
  memory: Memory;
  settings: ModelSettings;
  limits(): ModelLimits;
  gate: Gate;
  onCall(measured: Measured): void;
  now(): Date;
}
