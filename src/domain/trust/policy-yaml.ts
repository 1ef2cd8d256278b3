import { parseDocument } from "yaml";
import { UserError } from "#lib/errors";
import { sha256 } from "#lib/hash";
import { describeIssue, explainIssue, toIssues } from "#lib/issues";
import { KindRule, type Policy, PolicyFile } from "./policy.ts";

const BYTES_MAX = 64 * 1024;
const ALIASES_MAX = 20;
const ISSUES_SHOWN = 5;

/**
 * Reads a policy as people write it. Two notations are understood, also in one file: `actions:` with a risk and a mode for
 * each kind of effect, and at the top level `kind: { action: allow | block | nudge | escalate, threshold: 48 }`. Throws a
 * UserError that says what is wrong; nothing is guessed.
 */
export function parsePolicyYaml(text: string): Policy {
  if (Buffer.byteLength(text) > BYTES_MAX) throw new UserError(`A policy may have ${BYTES_MAX / 1024} KB.`);
  const parsed = PolicyFile.safeParse(gatherKinds(readYaml(text)), { error: explainIssue });
  if (!parsed.success) {
    const issues = toIssues(parsed.error).slice(0, ISSUES_SHOWN).map(describeIssue);
    throw new UserError(`The policy is wrong. ${issues.join("\n")}`);
  }
  return { ...parsed.data, hash: sha256(text) };
}

/** The usual example writes `mode: ask_if_channel_public: true`, which is no YAML. Only that one spelling is mended. */
const UNYAML_MODE = /\bmode:[ \t]*ask_if_channel_public:[ \t]*(true|false)\b/g;

function readYaml(text: string): unknown {
  const mended = text.replace(UNYAML_MODE, "mode: { ask_if_channel_public: $1 }");
  const document = parseDocument(mended, { strict: true, uniqueKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new UserError(`The policy is not YAML: ${problem.message.split("\n", 1)[0]?.replace(/:$/, "")}`);
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX }) ?? {};
  } catch (cause) {
    throw new UserError("The policy has too many aliases, or some that go round in circles.", { cause });
  }
}

const SECTIONS = new Set(Object.keys(PolicyFile.shape));

/** What stands at the top level in the short notation is gathered under `kinds`. */
function gatherKinds(file: unknown): unknown {
  if (typeof file !== "object" || file === null || Array.isArray(file)) return file;
  const entries = Object.entries(file);
  const isKind = ([key, value]: [string, unknown]) => !SECTIONS.has(key) && KindRule.safeParse(value).success;
  const kinds = Object.fromEntries(entries.filter(isKind));
  const rest = Object.fromEntries(entries.filter((entry) => !isKind(entry)));
  if (Object.keys(kinds).length === 0) return rest;
  return { ...rest, kinds: { ...(rest["kinds"] as object | undefined), ...kinds } };
}
