import { createElement as h, type ReactNode } from "react";
import { type Block, isJson, type Json } from "../../slack/model.ts";
import { words } from "./attributes.ts";
import { richWords } from "./text.ts";

export function drawTable(block: Block): ReactNode {
  const rows = Array.isArray(block["rows"]) ? (block["rows"] as unknown[][]) : [];
  const settings = Array.isArray(block["column_settings"]) ? (block["column_settings"] as Json[]) : [];
  const [head = [], ...body] = rows;
  const caption = words(block["caption"]);
  const align = (index: number) =>
    isJson(settings[index]) ? `bk-${String(settings[index]["align"] ?? "left")}` : "bk-left";
  const cell = (tag: "td" | "th", value: unknown, index: number) =>
    h(tag, { key: index, className: align(index), ...(tag === "th" && { scope: "col" }) }, cellWords(value));
  const table = h(
    "table",
    { className: "bk-grid" },
    caption ? h("caption", null, caption) : null,
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        head.map((value, index) => cell("th", value, index)),
      ),
    ),
    h(
      "tbody",
      null,
      body.map((row, key) =>
        h(
          "tr",
          { key },
          row.map((value, index) => cell("td", value, index)),
        ),
      ),
    ),
  );
  return h("div", { className: "bk-scroll", tabIndex: 0, role: "region", "aria-label": caption || "Table" }, table);
}

function cellWords(cell: unknown): string {
  if (!isJson(cell)) return "";
  if (cell["type"] === "rich_text") return richWords(cell);
  return String(cell["text"] ?? cell["value"] ?? "");
}
