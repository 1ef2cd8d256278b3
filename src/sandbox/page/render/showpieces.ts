import { createElement as h, type ReactNode } from "react";
import { type Block, isJson, type Json } from "../../slack/model.ts";
import { words } from "./attributes.ts";
import { drawTable } from "./tables.ts";
import { richWords } from "./text.ts";

const MARKS: Record<string, string> = { pending: "○", in_progress: "◐", complete: "●", error: "✕" };

/** Tables, tasks and alerts, which the library draws badly or not at all. */
export function drawShowpiece(block: Block): ReactNode {
  switch (block.type) {
    case "table":
    case "data_table":
      return drawTable(block);
    case "task_card":
      return drawTask(block);
    case "plan":
      return h("div", { className: "bk-box" }, h("strong", null, words(block["title"])), tasksIn(block).map(drawTask));
    default:
      return h(
        "div",
        { className: `bk-box bk-level-${String(block["level"] ?? "default")}`, role: "note" },
        words(block["text"]),
      );
  }
}

function drawTask(task: Json): ReactNode {
  const status = String(task["status"] ?? "pending");
  const details = richWords(task["details"]) || richWords(task["output"]);
  const key = String(task["task_id"] ?? task["title"]);
  const mark = h("span", { "aria-hidden": true }, MARKS[status] ?? "○");
  const label = ` ${words(task["title"])} `;
  return h(
    "div",
    { key, className: `bk-task bk-task-${status}` },
    mark,
    label,
    h("small", null, status.replace("_", " ")),
    details ? h("div", null, details) : null,
  );
}

function tasksIn(block: Block): Json[] {
  return Array.isArray(block["tasks"]) ? block["tasks"].filter(isJson) : [];
}
