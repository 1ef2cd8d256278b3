import type { RawTextElement, TableBlock } from "@slack/types";
import type { ViewNode } from "#lib/view";
import { type Page, type Piece, smallPrint, toPiece } from "./blocks.ts";
import { renderItems } from "./items.ts";
import { LIMITS, SHOWN } from "./limits.ts";
import { toRichText, toSection } from "./rich-text.ts";
import { clamp, toLine } from "./text.ts";

type Table = Extract<ViewNode, { type: "table" }>;
type Cell = Table["rows"][number][number];

/** A table; where Slack has none to give (in a view, or a second one in a message) the same rows as a list. */
export function renderTable(page: Page, table: Table): Piece[] {
  const columns = table.columns.slice(0, LIMITS.table.columns);
  if (page.surface !== "message" || page.tables > 0 || columns.length === 0) return renderList(page, table);
  page.tables++;

  const rows = fitRows(columns, table.rows);
  const hidden = (table.more ?? 0) + table.rows.length - rows.length;
  const block: TableBlock = {
    type: "table",
    column_settings: columns.map((_, index) => ({
      align: isNumeric(table, index) ? "right" : "left",
      is_wrapped: true,
    })),
    rows: [columns.map(toCell), ...rows],
  };
  return [
    {
      blocks: [
        toRichText(toSection([{ bold: toLine(table.caption) }], SHOWN.itemText)),
        block,
        ...(hidden > 0 ? [smallPrint(`and ${hidden} more`)] : []),
      ],
      lines: rows.length,
    },
  ];
}

/** As many rows as people read and Slack takes. */
function fitRows(columns: readonly string[], rows: Table["rows"]): RawTextElement[][] {
  let left = LIMITS.table.text - columns.join("").length;
  const fitting: RawTextElement[][] = [];
  for (const row of rows.slice(0, SHOWN.tableRows)) {
    const cells = columns.map((_, index) => toCell(row[index] ?? null));
    left -= cells.reduce((sum, { text }) => sum + text.length, 0);
    if (left < 0) break;
    fitting.push(cells);
  }
  return fitting;
}

function toCell(value: Cell): RawTextElement {
  return { type: "raw_text", text: clamp(toLine(String(value ?? "–")), SHOWN.tableCell) || "–" };
}

function isNumeric({ rows }: Table, index: number): boolean {
  return rows.some((row) => typeof row[index] === "number") && rows.every((row) => typeof row[index] !== "string");
}

function renderList(page: Page, { caption, columns, rows, more = 0 }: Table): Piece[] {
  const items = rows.map((row) => ({ content: [row.map((value) => value ?? "–").join(" · ")] }));
  if (items.length === 0) return [toPiece(smallPrint(`${caption}: nothing to list`))];
  return renderItems(page, { type: "items", title: `${caption} (${columns.join(" · ")})`, items, more });
}
