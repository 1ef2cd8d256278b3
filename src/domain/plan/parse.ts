import { type Criterion, type Draft, EMPTY_DRAFT, type Goal, nextId, type Requirement, toLine } from "./draft.ts";
import { type Block, readItem, readLines, toBlocks } from "./lines.ts";
import { toProse, unescapeProse } from "./prose.ts";
import { findSection, isQuestionLine, type SectionKey, TICKETS_HEADING } from "./sections.ts";
import { parseTickets } from "./tickets.ts";

const MEASURE = /^\s+[-*+] Measure: (.+)$/;
const NUMBERED = /^([RA]\d{1,4})(?: \(([RA\d, ]*)\))?: (.*)$/;

/** Reads a PRD as people leave it: what is no section of ours is kept under its own heading, and no word is lost. */
export function parseDraft(markdown: string): Draft {
  const [top, ...blocks] = toBlocks(readLines(markdown));
  const { title, rest } = readTop(top?.lines ?? []);
  const draft: Draft = { ...EMPTY_DRAFT, title, more: [] };
  const known = new Map<SectionKey, string[]>();
  const before = proseOf(rest);
  if (before !== "") draft.more.push({ heading: "Preface", text: before });
  for (const block of blocks) {
    const section = findSection(block.heading);
    if (section) known.set(section.key, [...(known.get(section.key) ?? []), ...block.lines]);
    else if (!isTickets(block)) draft.more.push({ heading: block.heading, text: proseOf(block.lines) });
  }
  return { ...draft, ...readSections(known), tickets: parseTickets(blocks.filter(isTickets).flatMap(linesOf)) };
}

function readTop(lines: readonly string[]): { title: string; rest: string[] } {
  const at = lines.findIndex((line) => /^# /.test(line));
  return { title: toLine(lines[at]?.slice(2) ?? ""), rest: lines.filter((_line, index) => index !== at) };
}

function isTickets({ heading }: Block): boolean {
  return heading.toLowerCase() === TICKETS_HEADING.toLowerCase();
}

const linesOf = ({ lines }: Block) => lines;

function proseOf(lines: readonly string[]): string {
  return toProse(unescapeProse(lines.join("\n")));
}

function readSections(known: ReadonlyMap<SectionKey, string[]>): Omit<Draft, "title" | "more" | "tickets"> {
  const of = (key: SectionKey) => (known.get(key) ?? []).filter((line) => !isQuestionLine(line));
  const list = (key: SectionKey) => joinItems(of(key));
  return {
    problem: proseOf(of("problem")),
    context: proseOf(of("context")),
    goals: readGoals(of("goals")),
    requirements: readNumbered("R", list("requirements")),
    acceptance: readNumbered("A", list("acceptance")),
    nonGoals: list("nonGoals"),
    users: list("users"),
    risks: list("risks"),
    questions: list("questions"),
    related: list("related"),
    rollout: list("rollout"),
  };
}

/** Every line is an item, but one that is set in and has no sign goes on with the one before. */
function joinItems(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const isContinued = /^\s+[^\s\-*+]/.test(line) && items.length > 0;
    const text = isContinued ? toLine(`${items.pop()} ${line}`) : readItem(line);
    if (text !== "") items.push(text);
  }
  return items;
}

function readGoals(lines: readonly string[]): Goal[] {
  const goals: Goal[] = [];
  const rest: string[] = [];
  const flush = () => {
    goals.push(...joinItems(rest.splice(0)).map((text) => ({ text, measure: null })));
  };
  for (const line of lines) {
    const [, measure] = MEASURE.exec(line) ?? [];
    if (measure === undefined) {
      rest.push(line);
      continue;
    }
    flush();
    const last = goals.at(-1);
    if (last) last.measure = toLine(`${last.measure ?? ""} ${measure}`);
    else rest.push(line);
  }
  flush();
  return goals;
}

function readNumbered(letter: "R", items: readonly string[]): Requirement[];
function readNumbered(letter: "A", items: readonly string[]): Criterion[];
/** What has no id of its own yet gets the next one. */
function readNumbered(letter: "R" | "A", items: readonly string[]): (Requirement | Criterion)[] {
  const read = items.map((item) => readOne(letter, item));
  const used = new Set(read.flatMap(({ id }) => id ?? []));
  return read.map(({ id, serves, text }) => {
    const own = id ?? nextId(letter, used);
    used.add(own);
    return letter === "R" ? { id: own, text } : { id: own, text, serves };
  });
}

function readOne(letter: "R" | "A", item: string): { id: string | undefined; text: string; serves: string[] } {
  const [, id, list = "", text] = NUMBERED.exec(item) ?? [];
  if (id === undefined || text === undefined || !id.startsWith(letter))
    return { id: undefined, text: item, serves: [] };
  return { id, text, serves: list.split(/[\s,]+/).filter((one) => /^R\d{1,4}$/.test(one)) };
}
