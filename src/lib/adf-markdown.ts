import type { AdfNode } from "./adf.ts";

const DEPTH_MAX = 32;
const LENGTH_MAX = 200_000;
/** What Markdown would take for more than a character. */
const SPECIAL = /[\\`*_[\]~|]/g;
const SPECIAL_AT_START = /^(\s*)([#>+-]|\d+(?=[.)]))/;

/**
 * A document of Jira or Confluence as Markdown. What is not known gives the text inside it; a mention is a name and never
 * reaches anybody; an image is its description. Anything may come in: it is cut at a depth of 32 and 200,000 characters.
 */
export function fromAdf(document: unknown): string {
  const text = isNode(document) ? blocksOf(document, 0).join("\n\n") : "";
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text;
}

function isNode(value: unknown): value is AdfNode {
  return typeof value === "object" && value !== null && typeof (value as AdfNode).type === "string";
}

function childrenOf({ content }: AdfNode): AdfNode[] {
  return Array.isArray(content) ? content.filter(isNode) : [];
}

function blocksOf(node: AdfNode, depth: number): string[] {
  if (depth >= DEPTH_MAX) return [];
  return childrenOf(node)
    .map((child) => blockOf(child, depth + 1))
    .filter((text) => text !== "");
}

function blockOf(node: AdfNode, depth: number): string {
  switch (node.type) {
    case "paragraph":
      return guardStart(inlineOf(node, depth));
    case "heading":
      return `${"#".repeat(levelOf(node))} ${inlineOf(node, depth)}`.trimEnd();
    case "codeBlock":
      return fence(node);
    case "blockquote":
    case "panel":
      return prefixLines(blocksOf(node, depth).join("\n\n"), "> ");
    case "bulletList":
      return listOf(node, { depth, bulletOf: () => "- " });
    case "orderedList":
      return listOf(node, { depth, bulletOf: (index) => `${orderOf(node) + index}. ` });
    case "taskList":
      return tasksOf(node, depth);
    case "rule":
      return "---";
    case "table":
      return tableOf(node, depth);
    default:
      return inlineTypes.has(node.type) ? inlineNode(node, depth) : blocksOf(node, depth).join("\n\n");
  }
}

function guardStart(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(SPECIAL_AT_START, guard))
    .join("\n");
}

function guard(_whole: string, space: string, sign: string): string {
  return /\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`;
}

function levelOf({ attrs }: AdfNode): number {
  return Math.min(6, Math.max(1, Number(attrs?.["level"]) || 1));
}

function orderOf({ attrs }: AdfNode): number {
  return Math.max(0, Math.trunc(Number(attrs?.["order"] ?? 1)) || 0);
}

function fence(node: AdfNode): string {
  const text = childrenOf(node)
    .map((child) => textOf(child))
    .join("");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const language = String(node.attrs?.["language"] ?? "").replace(/[^\w+#.-]/g, "");
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function prefixLines(text: string, prefix: string): string {
  return text
    .split("\n")
    .map((line) => `${prefix}${line}`.trimEnd())
    .join("\n");
}

function listOf(node: AdfNode, { depth, bulletOf }: { depth: number; bulletOf(index: number): string }): string {
  if (depth >= DEPTH_MAX) return "";
  return childrenOf(node)
    .map((item, index) => {
      const bullet = bulletOf(index);
      return `${bullet}${indentRest(itemOf(item, depth + 1), bullet.length)}`.trimEnd();
    })
    .join("\n");
}

/** A list stands close below the words it belongs to. */
function itemOf(item: AdfNode, depth: number): string {
  return blocksOf(item, depth)
    .reduce((above, block) => `${above}${/^(?:- |\d+\. )/.test(block) ? "\n" : "\n\n"}${block}`, "")
    .trimStart();
}

function indentRest(text: string, width: number): string {
  const [first = "", ...rest] = text.split("\n");
  return [first, ...rest.map((line) => (line === "" ? "" : `${" ".repeat(width)}${line}`))].join("\n");
}

function tasksOf(node: AdfNode, depth: number): string {
  if (depth >= DEPTH_MAX) return "";
  return childrenOf(node)
    .map((task) => {
      if (task.type === "taskList") return prefixLines(tasksOf(task, depth + 1), "  ");
      return `- [${task.attrs?.["state"] === "DONE" ? "x" : " "}] ${inlineOf(task, depth)}`.trimEnd();
    })
    .join("\n");
}

function tableOf(node: AdfNode, depth: number): string {
  const rows = childrenOf(node).map((row) =>
    childrenOf(row).map((cell) =>
      blocksOf(cell, depth + 1)
        .join(" ")
        .replaceAll("\n", " "),
    ),
  );
  const [head = [], ...body] = rows;
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

const inlineTypes = new Set([
  "text",
  "hardBreak",
  "mention",
  "emoji",
  "inlineCard",
  "blockCard",
  "date",
  "status",
  "media",
]);

function inlineOf(node: AdfNode, depth: number): string {
  if (depth >= DEPTH_MAX) return "";
  return childrenOf(node)
    .map((child) => inlineNode(child, depth + 1))
    .join("");
}

function inlineNode(node: AdfNode, depth: number): string {
  const attr = (name: string) => String(node.attrs?.[name] ?? "");
  switch (node.type) {
    case "text":
      return markedText(node);
    case "hardBreak":
      return "\\\n";
    case "mention":
      return literal(`@${attr("text").replace(/^@/, "")}`);
    case "emoji":
      return attr("text") || attr("shortName");
    case "inlineCard":
    case "blockCard":
      return attr("url");
    case "date":
      return dateOf(attr("timestamp"));
    case "status":
      return literal(attr("text"));
    case "media":
      return literal(attr("alt"));
    default:
      return inlineOf(node, depth);
  }
}

function dateOf(timestamp: string): string {
  const at = new Date(Number(timestamp));
  return Number.isNaN(at.getTime()) ? "" : at.toISOString().slice(0, 10);
}

function textOf({ text }: AdfNode): string {
  return typeof text === "string" ? text : "";
}

const WRAPS: [mark: string, sign: string][] = [
  ["strike", "~~"],
  ["em", "*"],
  ["strong", "**"],
];

function markedText(node: AdfNode): string {
  const marks = Array.isArray(node.marks) ? node.marks : [];
  const has = (type: string) => marks.some((mark) => mark.type === type);
  const text = textOf(node);
  const wrapped = has("code")
    ? codeOf(text)
    : wrap(
        literal(text),
        WRAPS.filter(([mark]) => has(mark)),
      );
  const href = marks.find(({ type }) => type === "link")?.attrs?.["href"];
  return typeof href === "string" ? `[${wrapped}](${href.replace(/[()\s<>]/g, encodeURIComponent)})` : wrapped;
}

/** Signs stand close to the words, or they are only characters. */
function wrap(text: string, wraps: [mark: string, sign: string][]): string {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === "") return text;
  return `${before}${wraps.reduce((inner, [, sign]) => `${sign}${inner}${sign}`, words)}${after}`;
}

function codeOf(text: string): string {
  const ticks = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? " " : "";
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

function literal(text: string): string {
  return text.replace(SPECIAL, "\\$&");
}
