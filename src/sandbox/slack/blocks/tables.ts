import { checkNumber, checkOneOf, checkString } from "./constraints.ts";
import { at, find, type Inspector, listAt, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkRichText } from "./rich-text.ts";

/** Blocks that show figures and collections. */
const CELLS = ["raw_text", "raw_number", "rich_text"];

export function checkTable(inspector: Inspector, spot: Spot): void {
  inspector.tables++;
  if (inspector.tables > 1) find(inspector, spot, { type: "max_items", expected: "one table in a message" });
  const before = inspector.textLength;
  for (const row of listAt(inspector, at(spot, "rows"), { max: LIMITS.tableRows })) {
    for (const cell of listAt(inspector, row, { max: LIMITS.tableColumns })) checkCell(inspector, cell, CELLS);
  }
  const length = inspector.textLength - before;
  if (length > LIMITS.tableText) {
    find(inspector, { ...spot, value: length }, { type: "max_length", expected: LIMITS.tableText });
  }
  // Cells have a budget of their own.
  inspector.textLength = before;
  const settings = at(spot, "column_settings");
  if (settings.value !== undefined) listAt(inspector, settings, { min: 0, max: LIMITS.tableColumns });
}

export function checkDataTable(inspector: Inspector, spot: Spot): void {
  checkString(inspector, at(spot, "caption"), { max: LIMITS.text });
  const rows = listAt(inspector, at(spot, "rows"), { min: 2, max: LIMITS.dataTableRows });
  const width = Array.isArray(rows[0]?.value) ? rows[0].value.length : 0;
  for (const [index, row] of rows.entries()) {
    const cells = listAt(inspector, row, { max: LIMITS.tableColumns });
    if (cells.length !== width) find(inspector, row, { type: "length", expected: width });
    const allowed = index === 0 ? ["raw_text", "raw_number"] : CELLS;
    for (const cell of cells) checkCell(inspector, cell, allowed);
  }
  checkNumber(inspector, at(spot, "page_size"), { min: 1, max: LIMITS.pageSize });
  checkNumber(inspector, at(spot, "row_header_column_index"), { min: 0, max: Math.max(0, width - 1) });
}

function checkCell(inspector: Inspector, spot: Spot, allowed: readonly string[]): void {
  checkOneOf(inspector, at(spot, "type"), allowed);
  const type = at(spot, "type").value;
  if (type === "rich_text") checkRichText(inspector, spot);
  else if (type === "raw_number")
    checkNumber(inspector, at(spot, "value"), { min: -1e15, max: 1e15, isOptional: false });
  else {
    const text = at(spot, "text");
    checkString(inspector, text, { max: LIMITS.tableText });
    inspector.textLength += typeof text.value === "string" ? text.value.length : 0;
  }
}
