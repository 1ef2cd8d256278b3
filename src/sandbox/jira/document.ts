import { z } from "zod";

/** Atlassian's document format as far as a site checks it: the kinds of nodes, and what may stand in what. */
const INLINE = new Set(["text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status"]);
const PARTS: Record<string, ReadonlySet<string>> = {
  doc: new Set([
    ...["paragraph", "heading", "bulletList", "orderedList", "taskList", "codeBlock", "blockquote", "rule", "table"],
    ...["panel", "mediaSingle", "mediaGroup"],
  ]),
  paragraph: INLINE,
  heading: INLINE,
  taskItem: INLINE,
  codeBlock: new Set(["text"]),
  blockquote: new Set(["paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "mediaGroup"]),
  bulletList: new Set(["listItem"]),
  orderedList: new Set(["listItem"]),
  listItem: new Set(["paragraph", "bulletList", "orderedList", "taskList", "codeBlock", "mediaSingle"]),
  taskList: new Set(["taskItem", "taskList"]),
  panel: new Set(["paragraph", "heading", "bulletList", "orderedList", "taskList", "codeBlock", "rule"]),
  table: new Set(["tableRow"]),
  tableRow: new Set(["tableCell", "tableHeader"]),
  tableCell: new Set([
    ...["paragraph", "heading", "bulletList", "orderedList", "taskList", "codeBlock", "blockquote", "rule", "panel"],
    "mediaSingle",
  ]),
  mediaSingle: new Set(["media"]),
};
const FILLED = new Set(["bulletList", "orderedList", "listItem", "taskList", "table", "tableRow", "blockquote"]);
const WITH_CODE = new Set(["code", "link", "annotation"]);

interface AdfNode {
  type: string;
  text?: string | undefined;
  content?: AdfNode[] | undefined;
  marks?: { type: string }[] | undefined;
}

const AdfNode: z.ZodType<AdfNode> = z.object({
  type: z.string(),
  text: z.string().optional(),
  attrs: z.record(z.string(), z.unknown()).optional(),
  marks: z.array(z.looseObject({ type: z.string() })).optional(),
  get content() {
    return z.array(AdfNode).optional();
  },
});
const Document = z.object({ type: z.literal("doc"), version: z.literal(1), content: z.array(AdfNode) });

/** What is wrong with a document; undefined when a site would take it. */
export function faultIn(value: unknown): string | undefined {
  const document = Document.safeParse(value);
  if (!document.success) return "Operation value must be an Atlassian Document (see the Atlassian Document Format)";
  return faultInside(document.data);
}

function faultInside(node: AdfNode): string | undefined {
  const { type, content = [] } = node;
  if (type === "text") return faultInText(node);
  if (content.length === 0) return FILLED.has(type) ? `${type} is empty` : undefined;
  for (const child of content) {
    const fault = faultBetween(type, child) ?? faultInside(child);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultBetween(parent: string, child: AdfNode): string | undefined {
  const allowed = PARTS[parent === "tableHeader" ? "tableCell" : parent];
  if (!allowed?.has(child.type)) return `${child.type} in ${parent}`;
  return parent === "codeBlock" && child.marks !== undefined ? "a mark in codeBlock" : undefined;
}

function faultInText({ text = "", marks = [] }: AdfNode): string | undefined {
  if (text === "") return "an empty text";
  const kinds = marks.map(({ type }) => type);
  const clash = kinds.includes("code") ? kinds.find((kind) => !WITH_CODE.has(kind)) : undefined;
  return clash === undefined ? undefined : `code with ${clash}`;
}
