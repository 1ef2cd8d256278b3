import { toLine } from "./draft.ts";

const LENGTH_MAX = 400_000;
const LINES_MAX = 20_000;

export function readLines(markdown: string): string[] {
  const text = markdown.slice(0, LENGTH_MAX).replace(/\r\n?/g, "\n");
  return text.split("\n", LINES_MAX).map((line) => line.trimEnd());
}

/** A list's item without its sign; any other line as it is. */
export function readItem(line: string): string {
  return toLine(line.replace(/^\s*[-*+] /, ""));
}

export interface Block {
  heading: string;
  lines: string[];
}

/** What stands under each heading of the second rank; what stands before the first is under an empty one. */
export function toBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [{ heading: "", lines: [] }];
  for (const line of lines) {
    const [, heading] = /^##\s+(.+)$/.exec(line) ?? [];
    if (heading !== undefined) blocks.push({ heading: toLine(heading), lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

export function sectionOf(lines: readonly string[], heading: string): string[] {
  const asked = heading.toLowerCase();
  return toBlocks(lines).flatMap((block) => (block.heading.toLowerCase() === asked ? block.lines : []));
}
