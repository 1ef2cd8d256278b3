import ignore from "ignore";

/** GitHub loads no larger file. */
const BYTES_MAX = 3 * 1024 * 1024;
const LINES_MAX = 10_000;

interface Ownership {
  owners: string[];
  owns(path: string): boolean;
}

export interface Codeowners {
  /** "@ada", "@acme/core" or an e-mail address; empty where nobody owns it. */
  ownersOf(path: string): string[];
}

/**
 * Reads CODEOWNERS as GitHub does: patterns as in .gitignore, the last one that matches wins, paths are case sensitive, and
 * a line that GitHub does not understand (`!`, `[ ]`, an escaped `#`, an owner that is none) is passed over.
 */
export function parseCodeowners(text: string): Codeowners {
  const lines = Buffer.byteLength(text) > BYTES_MAX ? [] : text.split(/\r?\n/).slice(0, LINES_MAX);
  const ownerships = lines.flatMap(readLine).reverse();
  return { ownersOf: (path) => ownerships.find(({ owns }) => owns(path))?.owners ?? [] };
}

const OWNER = /^(?:@[a-z\d][\w-]*(?:\/[\w.-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+)$/i;
const UNSUPPORTED = /^!|^\\#|\[|\]/;

function readLine(line: string): Ownership[] {
  // A comment begins a line or follows a blank.
  const words = line.replace(/(^|\s)#.*$/, "").match(/(?:\\.|[^\s\\])+/g) ?? [];
  const [pattern, ...owners] = words;
  if (pattern === undefined || UNSUPPORTED.test(pattern)) return [];
  if (!owners.every((owner) => OWNER.test(owner))) return [];
  return [{ owners, owns: compile(pattern) }];
}

function compile(pattern: string): Ownership["owns"] {
  const rules = ignore({ ignorecase: false }).add(pattern);
  if (!isShallow(pattern)) return (path) => isPath(path) && rules.test(path).ignored;
  // `docs/*` owns the files in docs, and unlike in .gitignore none of what lies in folders there.
  return (path) => isPath(path) && rules.test(path).ignored && !isFolderMatched(rules, path);
}

function isShallow(pattern: string): boolean {
  return pattern.endsWith("/*") && !pattern.endsWith("**/*");
}

function isFolderMatched(rules: ignore.Ignore, path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return folder !== "" && rules.test(folder).ignored;
}

function isPath(path: string): boolean {
  return ignore.isPathValid(path);
}
