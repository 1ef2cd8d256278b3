import type { Risk } from "./risk.ts";
import type { Status } from "./status.ts";

/** Why something is proposed, and why it is as risky as it is. */
export interface Grounds {
  /** "signal:…", "person:slack:U1", "rule:stale48h". */
  cause: string;
  /** In words, for the card. */
  because: string;
  reasons: string[];
  /** What the card says will happen. */
  preview: {
    does: string;
    subject: string;
    link: string | null;
    payload: { label: string; text: string; before?: string }[];
  };
  /** Who may decide, as Slack ids of people and groups. */
  deciders: string[];
}

/** An approval as it is kept. */
export interface Approval {
  id: string;
  number: number;
  status: Status;
  version: number;
  createdAt: Date;
  name: string;
  input: unknown;
  target: string;
  vendor: string;
  snapshot: string;
  project: string | null;
  team: string | null;
  actor: { kind: "person" | "key" | "operator" | "schedule"; id: string };
  requester: string;
  requesterPerson: string | null;
  origin: { surface: "slack" | "http" | "cli" | "schedule" | "rule"; place?: string };
  traceId: string;
  modelVersion: string | null;
  grounds: Grounds;
  isTainted: boolean;
  isDryRun: boolean;
  risk: Risk;
  mode: "auto" | "ask" | "require_approval";
  rule: string;
  needed: number;
  expiresAt: Date;
  payloadHash: string;
  policyHash: string;
  capabilityHash: string;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
  supersededBy: string | null;
  attemptsMade: number;
  notBefore: Date | null;
  endedAt: Date | null;
  result: unknown;
  error: string | null;
}
