import { parse, YAMLParseError } from "yaml";
import { UserError } from "#lib/errors";
import { compilePattern } from "./pattern.ts";
import { parseRules, type Rule } from "./rules.ts";

const BYTES_MAX = 64 * 1024;
const ALIASES_MAX = 20;

/** Reads rules as people write them. Throws a UserError that says where the file is wrong. */
export function parseRulesYaml(text: string): Rule[] {
  if (Buffer.byteLength(text) > BYTES_MAX) throw new UserError(`Rules are longer than ${BYTES_MAX / 1024} KB.`);
  const rules = parseRules(parseYaml(text));
  for (const rule of rules) if (rule.kind === "no_ticket_link") compilePattern(rule.ticket_pattern);
  return rules;
}

/**
 * The usual example writes `ticket_pattern: [A-Z]+-[0-9]+` without quotes, which is no YAML. Whoever copies it means the
 * pattern, so it is quoted for them.
 */
function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: ALIASES_MAX });
  } catch (first) {
    const quoted = text.replace(/(\bticket_pattern:[ \t]*)([^\s"'{,][^,}\n]*?)([ \t]*)(?=[,}\n]|$)/g, quote);
    if (quoted === text) throw toUserError(first);
    try {
      return parse(quoted, { maxAliasCount: ALIASES_MAX });
    } catch {
      // The first error speaks of the text that the person wrote.
      throw toUserError(first);
    }
  }
}

function quote(_whole: string, ...[key = "", pattern = "", space = ""]: string[]): string {
  return `${key}'${pattern.replaceAll("'", "''")}'${space}`;
}

function toUserError(cause: unknown): UserError {
  const words = cause instanceof YAMLParseError ? cause.message.split("\n", 1)[0] : "it cannot be read";
  return new UserError(`The rules are not YAML: ${words?.replace(/:$/, "")}`, { cause });
}
