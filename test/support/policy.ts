import type { Policy } from "#domain/trust/policy";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import type { PolicySource } from "#kernel/ports/policy";

/** A policy that the test may change while it is in force. It is asked for more often than it is changed. */
export function policySource(text: () => string): PolicySource {
  let read: { text: string; policy: Policy } | undefined;

  function current(): Policy {
    if (read?.text !== text()) read = { text: text(), policy: parsePolicyYaml(text()) };
    return read.policy;
  }

  return { current, text, isOwn: () => true, problem: () => null };
}
