import { parse, stringify } from "yaml";
import { z } from "zod";
import { UserError } from "#lib/errors";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { TEXT_BYTES_MAX, TITLE_LENGTH_MAX } from "./limits.ts";
import { STATES } from "./prd.ts";
import { VERSION_ID } from "./reference.ts";

const ALIASES_MAX = 0;
/** What stands before the text itself. */
const FRONT_BYTES_MAX = 8 * 1_024;
const AUTHORS_MAX = 200;

const Id = z.string().regex(VERSION_ID, { error: "Give a version by its whole id, as it was exported." });

/** What stands before the text of a PRD in a file. Only the title and the versions are read again. */
const Front = z.object({
  title: z.string().trim().min(1).max(TITLE_LENGTH_MAX).optional(),
  number: z.number().int().positive().optional(),
  project: z.string().trim().toUpperCase().max(40).nullish(),
  branch: z.string().max(60).optional(),
  /** The version that the file was made from, so that what others wrote since is joined with it. */
  version: Id.optional(),
  /** Another version whose text is in it already, as where conflicts are settled in an editor. */
  merges: Id.optional(),
  state: z.enum(STATES).optional(),
  authors: z.array(z.string().max(200)).max(AUTHORS_MAX).optional(),
});
export type Front = z.output<typeof Front>;

export function toMarkdown(front: Front, text: string): string {
  return `---\n${stringify(front)}---\n${text}`;
}

/** Reads a file back. Throws a UserError where it is too long, or what stands before the text is wrong. */
export function parseMarkdown(file: string): { front: Front; text: string } {
  const size = Buffer.byteLength(file);
  if (size > TEXT_BYTES_MAX + FRONT_BYTES_MAX) {
    throw new UserError(`A PRD may have 100 kB; this has ${Math.ceil(size / 1_024)} kB. Split it into several.`);
  }
  const [whole = "", yaml = ""] = /^\uFEFF?---[ \t]*\r?\n(?:(.*?)\r?\n)?---[ \t]*(?:\r?\n|$)/s.exec(file) ?? [];
  const fields = whole === "" ? undefined : readYaml(yaml);
  // A text may begin with a rule, and have another one further down.
  if (typeof fields !== "object") return { front: {}, text: file };
  const front = Front.safeParse(fields ?? {}, { error: explainIssue });
  if (!front.success) throw new UserError(`What stands before the text is wrong. ${joinIssues(toIssues(front.error))}`);
  return { front: front.data, text: file.slice(whole.length) };
}

function readYaml(yaml: string): unknown {
  try {
    return parse(yaml, { maxAliasCount: ALIASES_MAX });
  } catch (cause) {
    throw new UserError("What stands between the lines “---” before the text is no YAML.", { cause });
  }
}
