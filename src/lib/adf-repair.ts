import type { AdfNode } from "./adf.ts";

const DEPTH_MAX = 32;
/** What may stand in what, of the nodes that are made of Markdown. */
const DOC = [
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "taskList",
  "codeBlock",
  "blockquote",
  "rule",
  "table",
];
const PARTS: Record<string, readonly string[]> = {
  doc: DOC,
  blockquote: ["paragraph", "bulletList", "orderedList", "codeBlock"],
  listItem: ["paragraph", "bulletList", "orderedList", "taskList", "codeBlock"],
};
const CODE_MARKS = new Set(["code", "link"]);
const WORD_MARKS = new Set(["link", "em", "strong", "strike"]);
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)/i;
const LANGUAGE = /^[\w+#.-]{1,30}$/;

interface Place {
  parent: keyof typeof PARTS & string;
  depth: number;
  /** Counts the things that need an id, so that the same text gives the same document. */
  ids: { last: number };
}

/** The blocks of a document without what the format forbids. */
export function repairBlocks(blocks: AdfNode[]): AdfNode[] {
  return repairIn(blocks, { parent: "doc", depth: 0, ids: { last: 0 } });
}

function repairIn(blocks: AdfNode[], place: Place): AdfNode[] {
  if (place.depth >= DEPTH_MAX) return blocks.flatMap((block) => paragraphOf(wordsOf(block)));
  return blocks.flatMap((block) => repair(block, place));
}

function repair(node: AdfNode, place: Place): AdfNode[] {
  const { type, content = [] } = node;
  if (type === "mediaSingle") return [imageAsLink(node)];
  if (!DOC.includes(type)) return paragraphOf(wordsOf(node));
  if (!PARTS[place.parent]?.includes(type)) return demote(node, place);
  switch (type) {
    case "paragraph":
      return [{ type, content: repairInline(content) }];
    case "heading":
      return [{ type, attrs: { level: node.attrs?.["level"] ?? 1 }, content: repairInline(content) }];
    case "codeBlock":
      return [repairCode(node)];
    case "rule":
      return [{ type }];
    case "blockquote":
      return filled({ type, content: repairIn(content, { ...place, parent: "blockquote", depth: place.depth + 1 }) });
    case "taskList":
      return filled(repairTasks(node, place));
    case "table":
      return filled(repairTable(node, place));
    default:
      return filled(repairList(node, place));
  }
}

/** The nearest that may stand here: words in bold for a heading, the lines of a table, a plain list for tasks. */
function demote(node: AdfNode, place: Place): AdfNode[] {
  const { type, content = [] } = node;
  switch (type) {
    case "heading":
      return [{ type: "paragraph", content: repairInline(content).map(embolden) }];
    case "blockquote":
      return repairIn(content, { ...place, depth: place.depth + 1 });
    case "taskList":
      return repair({ type: "bulletList", content: content.flatMap(taskAsItem) }, place);
    case "table":
      return content.flatMap((row) => paragraphOf((row.content ?? []).map(wordsOf).join(" | ")));
    default:
      return [];
  }
}

function embolden(node: AdfNode): AdfNode {
  const marks = node.marks ?? [];
  const isPlain = node.type === "text" && !marks.some(({ type }) => type === "code" || type === "strong");
  return isPlain ? { ...node, marks: [...marks, { type: "strong" }] } : node;
}

function taskAsItem(task: AdfNode): AdfNode[] {
  const box = task.attrs?.["state"] === "DONE" ? "[x] " : "[ ] ";
  const { inline, blocks } = split(task.content ?? []);
  return [
    {
      type: "listItem",
      content: [{ type: "paragraph", content: [{ type: "text", text: box }, ...inline] }, ...blocks],
    },
  ];
}

function repairList({ type, attrs, content = [] }: AdfNode, place: Place): AdfNode {
  const inside: Place = { ...place, parent: "listItem", depth: place.depth + 1 };
  const items = content.map((item): AdfNode => {
    const blocks = repairIn(item.content ?? [], inside);
    return { type: "listItem", content: blocks.length > 0 ? blocks : [{ type: "paragraph", content: [] }] };
  });
  return { type, ...(type === "orderedList" && { attrs: { order: attrs?.["order"] ?? 1 } }), content: items };
}

/** A task holds one line of words; tasks below it follow it as a list of their own, and all else as its words. */
function repairTasks({ content = [] }: AdfNode, place: Place): AdfNode {
  const inside: Place = { ...place, depth: place.depth + 1 };
  const attrs = { localId: nextId(place) };
  const tasks = content.flatMap((task): AdfNode[] => {
    const { inline, blocks } = split(task.content ?? []);
    const isNested = (block: AdfNode) => block.type === "taskList" && inside.depth < DEPTH_MAX;
    const below = blocks.filter(isNested).flatMap((block) => filled(repairTasks(block, inside)));
    const words = blocks.filter((block) => !isNested(block)).map((block) => ` ${wordsOf(block)}`);
    const line = [...inline, ...words.map((text) => ({ type: "text", text }))];
    const state = task.attrs?.["state"] === "DONE" ? "DONE" : "TODO";
    return [{ type: "taskItem", attrs: { localId: nextId(place), state }, content: repairInline(line) }, ...below];
  });
  return { type: "taskList", attrs, content: tasks };
}

function nextId({ ids }: Place): string {
  ids.last++;
  return String(ids.last);
}

function repairTable({ content = [] }: AdfNode, place: Place): AdfNode {
  const inside: Place = { ...place, parent: "listItem", depth: place.depth + 1 };
  const rows = content.map((row): AdfNode => {
    const cells = (row.content ?? []).map((cell): AdfNode => {
      const blocks = repairIn(cell.content ?? [], inside);
      const type = cell.type === "tableHeader" ? "tableHeader" : "tableCell";
      return { type, content: blocks.length > 0 ? blocks : [{ type: "paragraph", content: [] }] };
    });
    return { type: "tableRow", content: cells };
  });
  return { type: "table", content: rows };
}

function repairCode({ attrs, content = [] }: AdfNode): AdfNode {
  const text = content.map(({ text: words = "" }) => words).join("");
  const language = String(attrs?.["language"] ?? "");
  const named = LANGUAGE.test(language) && language !== "text" ? { attrs: { language } } : {};
  return { type: "codeBlock", ...named, content: text === "" ? [] : [{ type: "text", text }] };
}

function repairInline(nodes: AdfNode[]): AdfNode[] {
  return nodes.flatMap((node): AdfNode[] => {
    if (node.type === "hardBreak") return [{ type: "hardBreak" }];
    const text = wordsOf(node);
    if (text === "") return [];
    const marks = (node.marks ?? []).filter(({ type, attrs }) => type !== "link" || isSafe(attrs?.["href"]));
    const allowed = marks.some(({ type }) => type === "code") ? CODE_MARKS : WORD_MARKS;
    const kept = marks.filter(({ type }) => allowed.has(type));
    return [{ type: "text", text, ...(kept.length > 0 && { marks: kept }) }];
  });
}

/** Nothing is fetched from elsewhere by looking at a text. */
function imageAsLink({ content = [] }: AdfNode): AdfNode {
  const { url, alt } = content[0]?.attrs ?? {};
  const text = String(alt || url || "image");
  const marks = isSafe(url) ? { marks: [{ type: "link", attrs: { href: url } }] } : {};
  return { type: "paragraph", content: [{ type: "text", text, ...marks }] };
}

function isSafe(address: unknown): boolean {
  return typeof address === "string" && SAFE_ADDRESS.test(address);
}

function split(nodes: AdfNode[]): { inline: AdfNode[]; blocks: AdfNode[] } {
  const isInline = ({ type }: AdfNode) => type === "text" || type === "hardBreak";
  return { inline: nodes.filter(isInline), blocks: nodes.filter((node) => !isInline(node)) };
}

function filled(node: AdfNode): AdfNode[] {
  return (node.content ?? []).length > 0 ? [node] : [];
}

function paragraphOf(text: string): AdfNode[] {
  return text === "" ? [] : [{ type: "paragraph", content: [{ type: "text", text }] }];
}

function wordsOf({ text, content = [] }: AdfNode): string {
  return text ?? content.map(wordsOf).join(" ");
}
