/** A text as its lines; the line feed at its end begins no line of its own. */
export function toLines(text: string): string[] {
  const normal = normalise(text);
  return normal === "" ? [] : normal.slice(0, -1).split("\n");
}

export function toText(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/**
 * One kind of line end, and one at the very end: what an editor changes about them is no change of the text. What no
 * database can hold is replaced.
 */
function normalise(text: string): string {
  const lines = text.toWellFormed().replaceAll("\0", "\uFFFD").replace(/\r\n?/g, "\n").replace(/\n*$/, "");
  return lines === "" ? "" : `${lines}\n`;
}
