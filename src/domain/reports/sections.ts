const BETWEEN = "\n\n";

export interface Section {
  title: string;
  lines: string[];
}

export interface Fitted {
  sections: Section[];
  /** How many lines there was no room for. */
  leftOut: number;
}

/** As many whole lines as a text of this length takes, in order; a section of which nothing fits is left out altogether. */
export function fitSections(sections: readonly Section[], lengthMax: number): Fitted {
  let [room, leftOut] = [lengthMax, 0];
  const fitted: Section[] = [];
  for (const section of sections) {
    const taken = takeLines(section, room);
    leftOut += section.lines.length - taken.length;
    if (taken.length === 0) continue;
    const fit = { title: section.title, lines: taken };
    room -= lengthOf(fit);
    fitted.push(fit);
  }
  return { sections: fitted, leftOut };
}

function takeLines({ title, lines }: Section, room: number): string[] {
  const count = lines.findIndex((_, index) => lengthOf({ title, lines: lines.slice(0, index + 1) }) > room);
  return lines.slice(0, count < 0 ? lines.length : count);
}

/** With what stands between it and the next one. */
function lengthOf(section: Section): number {
  return toText([section]).length + BETWEEN.length;
}

/** Plain words: a heading, then its lines. */
export function toText(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join("\n")).join(BETWEEN);
}
