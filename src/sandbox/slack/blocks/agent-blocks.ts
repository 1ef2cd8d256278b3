import { checkOneOf, checkString } from "./constraints.ts";
import { at, type Inspector, listAt, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkRichText } from "./rich-text.ts";
import { checkText } from "./text.ts";

export function checkAlert(inspector: Inspector, spot: Spot): void {
  checkText(inspector, at(spot, "text"), { max: LIMITS.text });
  const level = at(spot, "level");
  if (level.value !== undefined) {
    checkOneOf(inspector, level, ["default", "info", "warning", "error", "success"]);
  }
}

export function checkTask(inspector: Inspector, spot: Spot): void {
  checkString(inspector, at(spot, "task_id"), { max: LIMITS.id });
  checkString(inspector, at(spot, "title"), { max: LIMITS.text });
  const status = at(spot, "status");
  if (status.value !== undefined) checkOneOf(inspector, status, ["pending", "in_progress", "complete", "error"]);
  for (const name of ["details", "output"]) {
    const text = at(spot, name);
    if (text.value !== undefined) checkRichText(inspector, text);
  }
}

export function checkPlan(inspector: Inspector, spot: Spot): void {
  checkString(inspector, at(spot, "title"), { max: LIMITS.text });
  const tasks = at(spot, "tasks");
  if (tasks.value === undefined) return;
  for (const task of listAt(inspector, tasks, { max: LIMITS.messageBlocks })) checkTask(inspector, task);
}
