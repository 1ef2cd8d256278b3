import type { Answer } from "#domain/trust/mode";
import type { Policy } from "#domain/trust/policy";

/** The policy in force. */
export interface PolicySource {
  current(): Policy;
  /** What it was read from. */
  text(): string;
  /** Whether a file is named, in which it can be changed. */
  isOwn(): boolean;
  /** Why a changed file is not in force, or null. */
  problem(): string | null;
}

/** What a policy engine elsewhere says; null when it is away, slow or talks nonsense, and the file decides. */
export interface PolicyEngine {
  decide(input: Record<string, unknown>): Promise<{ mode: Answer; reason: string } | null>;
}

/** Where the policy is written, if a file is named for it. */
export interface PolicyWrites {
  /** Puts another policy in force, whole or not at all. */
  replace(text: string): Promise<void>;
}
