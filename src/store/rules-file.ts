import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { createWatchedFile, type WatchedFileOptions } from "./watched-file.ts";

/** The rules in force. */
export function createRulesSource(options: Omit<WatchedFileOptions<unknown>, "name" | "parse" | "fallback">) {
  return createWatchedFile({ ...options, name: "rules", parse: parseRulesYaml, fallback: DEFAULT_RULES });
}
