import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { DEFAULT_RULES } from "#domain/default-rules";
import type { Rule } from "#domain/rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { UserError } from "#lib/errors";

const POLL_MS = 2_000;

export interface RulesSourceOptions {
  /** A YAML file; null for the rules that come with the product. */
  path: string | null;
  /** Hears of each change: `problem` says why a changed file is not in force, or is null. */
  onChange?(problem: string | null): void;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  pollMs?: number;
}

/**
 * The rules in force, read anew when their file changes. A file that is wrong or gone changes nothing but `problem()`; at
 * the start, before any good one was read, the rules that come with the product are in force.
 */
export function createRulesSource({ path, onChange, log, pollMs = POLL_MS }: RulesSourceOptions) {
  let rules = parseRulesYaml(DEFAULT_RULES);
  let problem: string | null = null;

  function load(file: string): void {
    try {
      rules = readRules(file);
      problem = null;
      log.info({ path: file, rules: rules.length }, "rules loaded");
    } catch (error) {
      // Old rules are better than none: people hear why the new ones are not in force.
      problem = describe(error);
      log.warn({ path: file, problem }, "rules refused");
    }
  }

  function reload(): void {
    if (path === null) return;
    load(path);
    onChange?.(problem);
  }

  if (path !== null) {
    load(path);
    // Asking again and again also sees what editors do: write another file and rename it.
    watchFile(path, { interval: pollMs, persistent: false }, reload);
  }
  return {
    current: (): Rule[] => rules,
    problem: (): string | null => problem,
    stop: (): void => {
      if (path !== null) unwatchFile(path, reload);
    },
  };
}

function readRules(file: string): Rule[] {
  return parseRulesYaml(readFileSync(file, "utf8"));
}

function describe(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return code === "ENOENT" ? "The rules file is not there." : `The rules file cannot be read (${code}).`;
}
