import ignore from "ignore";
import type { Format } from "./document.ts";

const FORMATS: Record<string, Format> = {
  ...{ ".md": "markdown", ".markdown": "markdown", ".mdx": "markdown" },
  ...{ ".txt": "plain", ".text": "plain", ".rst": "plain", ".adoc": "plain", ".org": "plain" },
};

/** How a file is written, by its ending. */
export function formatOf(path: string): Format {
  return knownFormatOf(path) ?? "plain";
}

/** Undefined of what is no document. */
export function knownFormatOf(path: string): Format | undefined {
  return FORMATS[endingOf(path)];
}

function endingOf(path: string): string {
  return (/[^/](\.[^./]+)$/.exec(path)?.[1] ?? "").toLowerCase();
}

export interface PathFilter {
  isWanted(path: string): boolean;
  /** Whether something below a folder, which ends in a slash, may be wanted. */
  mayHold(folder: string): boolean;
}

export interface PathWishes {
  /** Written as in .gitignore, but of what is wanted: "docs/", "*.md", "!docs/drafts/"; everything unless given. */
  paths?: readonly string[] | undefined;
  /** With or without a dot; those of documents unless given. */
  extensions?: readonly string[] | undefined;
}

/** Which files of a repository are documents that somebody wants. */
export function createPathFilter({ paths, extensions }: PathWishes): PathFilter {
  const endings = extensions && new Set(extensions.map((one) => `.${one.toLowerCase().replace(/^\./, "")}`));
  const rules = paths?.map(compile).reverse();
  const isNamed = (path: string) => rules?.find(({ fits }) => fits(path))?.isWanted ?? rules === undefined;
  const hasEnding = (path: string) => (endings ? endings.has(endingOf(path)) : knownFormatOf(path) !== undefined);
  const roots = paths?.map(rootOf);
  return {
    isWanted: (path) => hasEnding(path) && isNamed(path),
    mayHold: (folder) => roots?.some((root) => folder.startsWith(root) || root.startsWith(folder)) ?? true,
  };
}

/** The last pattern that fits decides, so that a part of what is wanted can be taken away again. */
function compile(pattern: string) {
  const isWanted = !pattern.startsWith("!");
  const rules = ignore({ ignorecase: false }).add(isWanted ? pattern : pattern.slice(1));
  return { isWanted, fits: (path: string) => ignore.isPathValid(path) && rules.ignores(path) };
}

/** The folder below which everything lies that a pattern speaks of: "docs/" of "/docs/**\/*.md", and nothing of "*.md". */
function rootOf(pattern: string): string {
  // What is taken away again adds nothing; no path has such a sign.
  if (pattern.startsWith("!")) return "\0";
  const plain = pattern.replace(/^\//, "");
  // Without a slash within, it speaks of files of that name anywhere.
  if (!plain.slice(0, -1).includes("/") && !pattern.startsWith("/")) return "";
  const [fixed = ""] = plain.split(/[*?[\\]/, 1);
  return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}
