import { sparkline } from "#domain/charts/sparkline";
import type { Figure, Inline, Item, View, ViewNode } from "#lib/view";

/** Control characters would let foreign text move the cursor or change the terminal's title. */
const CONTROLS = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A view as plain text: readable in a terminal, a file, or a screen reader. */
export function renderText(view: View): string {
  const body = view.nodes.map(renderNode).filter(Boolean).join("\n\n");
  return (body || view.text).replace(CONTROLS, "");
}

function renderNode(node: ViewNode): string {
  switch (node.type) {
    case "header":
      return `${node.text}\n${"=".repeat(Math.min(node.text.length, 80))}`;
    case "text":
    case "note":
      return inline(node.content);
    case "figures":
      return node.figures.map(figure).join("\n");
    case "items":
      return [node.title, ...node.items.map(item), ...rest(node.more)].filter(Boolean).join("\n");
    case "table":
      return [node.caption, ...table(node.columns, node.rows), ...rest(node.more)].join("\n");
    case "chart":
      return `${node.title}\n${sparkline(node.series[0]?.values ?? [])} ${node.alt}`;
    case "code":
      return node.text.replace(/^/gm, "    ");
    case "divider":
      return "-".repeat(40);
    case "buttons":
    case "form":
      return "";
  }
}

function inline(content: Inline[]): string {
  return content
    .map((part) => {
      if (typeof part === "string") return part;
      if ("bold" in part) return part.bold;
      if ("code" in part) return part.code;
      return "link" in part ? `${part.label} <${part.link}>` : part.label;
    })
    .join("");
}

function figure({ label, value, unit, note }: Figure): string {
  const shown = value === null ? "no data" : `${value}${unit ? ` ${unit}` : ""}`;
  return `${label}: ${shown}${note ? ` (${note})` : ""}`;
}

function item({ content, detail }: Item): string {
  return `  • ${inline(content)}${detail ? `\n    ${inline(detail)}` : ""}`;
}

function rest(more = 0): string[] {
  return more > 0 ? [`  and ${more} more`] : [];
}

function table(columns: string[], rows: (string | number | null)[][]): string[] {
  const cells = [columns, ...rows.map((row) => row.map((cell) => (cell === null ? "no data" : String(cell))))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
