import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { UserError } from "#lib/errors";
import { describeIssue, explainIssue, toIssues } from "#lib/issues";
import { Repository } from "../directory.ts";
import { AUDIENCE } from "./document.ts";

const BYTES_MAX = 64 * 1024;
const ALIASES_MAX = 20;
const ISSUES_SHOWN = 5;
const SOURCES_MAX = 200;
const ENTRIES_MAX = 100;
const DAYS_MAX = 400;

const Word = z.string().trim().min(1).max(500);
const Words = z.array(Word).min(1).max(ENTRIES_MAX);
const Minutes = z.int().min(5, "Five minutes at least.").max(10_080, "A week at most: 10080 minutes.").optional();
const Shared = {
  /** Tells two entries apart that would be the same source otherwise. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Lower case letters, digits and hyphens, 40 at most.")
    .optional(),
  every_minutes: Minutes,
};
const Audience = z
  .string()
  .regex(AUDIENCE, "Write workspace, channel:C024BE91L, group:S024BE91L or user:U024BE91L.")
  .optional();
const Open = { ...Shared, audience: Audience };

/** What is read for documents, as people write it. */
const Entry = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("github"),
      ...Open,
      repository: Repository,
      ref: Word.optional(),
      /** Written as in .gitignore, but of what is wanted: "docs/", "*.md", "!docs/drafts/". */
      paths: Words.optional(),
      extensions: z
        .array(z.string().regex(/^\.?[a-z0-9]{1,10}$/i, "Write an ending, like md."))
        .max(20)
        .optional(),
    }),
    z.strictObject({ kind: z.literal("folder"), ...Open, path: Word }),
    z.strictObject({
      kind: z.literal("slack"),
      ...Shared,
      channel: z.string().regex(/^[CG][A-Z0-9]{2,20}$/, "Write the id of a channel, like C024BE91L."),
      days: z.int().min(1).max(DAYS_MAX).optional(),
    }),
    z.strictObject({
      kind: z.literal("confluence"),
      ...Open,
      space: z.string().regex(/^~?[A-Za-z0-9]{1,255}$/, "Write the key of a space, like ENG."),
    }),
    z.strictObject({ kind: z.literal("notion"), ...Open }),
    z.strictObject({
      kind: z.literal("drive"),
      ...Open,
      folder: z.string().regex(/^[\w-]{1,100}$/, "Write the id of a folder: the last part of its address."),
    }),
    z.strictObject({ kind: z.literal("prds"), ...Shared }),
    z.strictObject({
      kind: z.literal("work"),
      ...Open,
      repositories: z.array(Repository).max(ENTRIES_MAX).optional(),
      days: z.int().min(1).max(DAYS_MAX).optional(),
    }),
  ],
  { error: "Choose a kind: github, folder, slack, confluence, notion, drive, prds or work." },
);
const File = z.strictObject({ sources: z.array(Entry).max(SOURCES_MAX) });

export type SourceEntry = z.output<typeof Entry>;
export type EntryOf<Kind extends SourceEntry["kind"]> = Extract<SourceEntry, { kind: Kind }>;

/** What is read where nobody wrote a list: what the members themselves have written here. */
export const DEFAULT_SOURCES: readonly SourceEntry[] = [{ kind: "prds" }];

/** Reads the list of sources. Throws a UserError that says what is wrong; nothing is guessed. */
export function parseSourcesYaml(text: string): SourceEntry[] {
  if (Buffer.byteLength(text) > BYTES_MAX) throw new UserError(`The list may have ${BYTES_MAX / 1024} KB.`);
  const parsed = File.safeParse(readYaml(text) ?? { sources: [] }, { error: explainIssue });
  if (!parsed.success) {
    const issues = toIssues(parsed.error).slice(0, ISSUES_SHOWN).map(describeIssue);
    throw new UserError(`The list of sources is wrong. ${issues.join("\n")}`);
  }
  const { sources } = parsed.data;
  const keys = sources.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new UserError(`Two sources are ${twice}. Give one of them a name.`);
  return sources;
}

/** By what a source is known: "github:acme/api", "github:acme/api@v2#internal". */
export function keyOf(entry: SourceEntry): string {
  const name = entry.name === undefined ? "" : `#${entry.name}`;
  const place = locationOf(entry);
  return `${entry.kind}${place === "" ? "" : `:${place}`}${name}`;
}

/** Where it is, as people know it; empty where there is only one. */
export function locationOf(entry: SourceEntry): string {
  switch (entry.kind) {
    case "github":
      return entry.ref === undefined ? entry.repository : `${entry.repository}@${entry.ref}`;
    case "folder":
      return entry.path;
    case "slack":
      return entry.channel;
    case "confluence":
      return entry.space;
    case "drive":
      return entry.folder;
    default:
      return "";
  }
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: ALIASES_MAX, uniqueKeys: true });
  } catch (cause) {
    const words = cause instanceof YAMLParseError ? cause.message.split("\n", 1)[0] : "it cannot be read";
    throw new UserError(`The list of sources is not YAML: ${words?.replace(/:$/, "")}`, { cause });
  }
}
