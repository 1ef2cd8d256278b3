import { markdownToAdf } from "marklassian";
import { repairBlocks } from "./adf-repair.ts";

/** A node of Atlassian's document format, as far as we look at it. A type, not an interface: jira.js wants an index. */
export type AdfNode = {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  content?: AdfNode[];
  marks?: { type: string; attrs?: Record<string, unknown> }[];
};

export type AdfDocument = {
  version: 1;
  type: "doc";
  content: AdfNode[];
};

/** Stands for a less-than sign while Markdown is read: nobody writes HTML to us, or ready-made nodes. */
const LESS_THAN = "\u{E000}";
/** The only thing it may begin. */
const BEFORE_NO_ADDRESS = /<(?!(?:https?:\/\/|mailto:)[^\s<>]+>)/gi;
const QUOTES_MAX = 8;

/** Markdown as Jira and Confluence take it. Always valid: what they do not allow becomes the nearest that they do. */
export function toAdf(markdown: string): AdfDocument {
  const plain = markdown.toWellFormed().replaceAll(LESS_THAN, "").replace(BEFORE_NO_ADDRESS, LESS_THAN);
  // Quotes in quotes without end would take the reader's stack.
  const shallow = plain.replace(new RegExp(`^((?:[ \\t]*>){${QUOTES_MAX}})(?:[ \\t]*>)+`, "gm"), "$1");
  const { content } = markdownToAdf(shallow) as AdfDocument;
  return { version: 1, type: "doc", content: repairBlocks(content.map(restore)) };
}

function restore(node: AdfNode): AdfNode {
  return {
    ...node,
    ...(node.text !== undefined && { text: node.text.replaceAll(LESS_THAN, "<") }),
    ...(node.content && { content: node.content.map(restore) }),
  };
}
