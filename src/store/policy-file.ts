import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import { createWatchedFile, type WatchedFileOptions } from "./watched-file.ts";

/** The policy in force. */
export function createPolicySource(options: Omit<WatchedFileOptions<unknown>, "name" | "parse" | "fallback">) {
  return createWatchedFile({ ...options, name: "policy", parse: parsePolicyYaml, fallback: DEFAULT_POLICY });
}
