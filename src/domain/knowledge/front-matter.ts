const LINES_MAX = 200;

/** How many lines at the beginning are front matter, and the title that it gives. */
export function splitFrontMatter(lines: readonly string[]): { title: string | undefined; skipped: number } {
  const none = { title: undefined, skipped: 0 };
  if (lines[0]?.trimEnd().replace(/^\uFEFF/, "") !== "---") return none;
  const end = lines.slice(1, LINES_MAX).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line));
  if (end === -1) return none;
  const inside = lines.slice(1, end + 1);
  // A rule at the beginning of a text is no front matter: that has a name and a colon somewhere, and no blank line first.
  if (inside.length > 0 && !inside.some((line) => /^[\w-]+\s*:/.test(line))) return none;
  return { title: readTitle(inside), skipped: end + 2 };
}

function readTitle(lines: readonly string[]): string | undefined {
  const [, value = ""] = lines.map((line) => /^title\s*:\s*(.+)$/.exec(line)).find((match) => match !== null) ?? [];
  const bare = value.trim().replace(/^(["'])(.*)\1$/, "$2");
  return bare === "" ? undefined : bare;
}
