import type { Policy } from "#domain/trust/policy";

/** The policy in force. */
export interface PolicySource {
  current(): Policy;
  /** Why a changed file is not in force, or null. */
  problem(): string | null;
}

/** What a policy engine elsewhere says; null when it is away, slow or talks nonsense, and the file decides. */
export interface PolicyEngine {
  decide(
    input: Record<string, unknown>,
  ): Promise<{ mode: "auto" | "ask" | "require_approval" | "deny"; reason: string } | null>;
}
