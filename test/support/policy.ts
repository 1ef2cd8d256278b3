import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import type { PolicySource } from "#kernel/ports/policy";

/** A policy that the test may change while it is in force. */
export function policySource(text: () => string): PolicySource {
  return { current: () => parsePolicyYaml(text()), text, isOwn: () => true, problem: () => null };
}
