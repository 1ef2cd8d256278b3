import { isJson } from "../model.ts";
import { checkId, checkOneOf, checkString } from "./constraints.ts";
import { at, createInspector, type Finding, find, type Inspector, listAt, type Spot } from "./inspector.ts";
import { KINDS } from "./kinds.ts";
import { LIMITS } from "./limits.ts";
import { checkPlain } from "./text.ts";

/** What Slack would refuse of a message's blocks. */
export function checkMessage(blocks: unknown, pointer = ""): Finding[] {
  const inspector = createInspector("message");
  checkBlocks(inspector, { value: blocks, pointer }, { min: 0, max: LIMITS.messageBlocks });
  if (inspector.textLength > LIMITS.allText) {
    find(
      inspector,
      { value: inspector.textLength, pointer },
      { type: "msg_blocks_too_long", expected: LIMITS.allText },
    );
  }
  return inspector.findings;
}

/** What Slack would refuse of a view. */
export function checkView(view: unknown, pointer = ""): Finding[] {
  const type = isJson(view) ? view["type"] : undefined;
  const inspector = createInspector(type === "home" ? "home" : "modal");
  const spot = { value: view, pointer };
  checkOneOf(inspector, at(spot, "type"), ["modal", "home"]);
  checkBlocks(inspector, at(spot, "blocks"), { min: 1, max: LIMITS.viewBlocks });
  checkString(inspector, at(spot, "private_metadata"), { min: 0, max: LIMITS.privateMetadata, isOptional: true });
  for (const id of ["callback_id", "external_id"]) {
    checkString(inspector, at(spot, id), { min: 0, max: LIMITS.id, isOptional: true });
  }
  if (type === "modal") checkModal(inspector, spot);
  return inspector.findings;
}

function checkModal(inspector: Inspector, spot: Spot): void {
  checkPlain(inspector, at(spot, "title"), LIMITS.viewTitle);
  for (const name of ["submit", "close"]) {
    const button = at(spot, name);
    if (button.value !== undefined && button.value !== null) checkPlain(inspector, button, LIMITS.viewButton);
  }
  const blocks = at(spot, "blocks").value;
  const hasInput = Array.isArray(blocks) && blocks.some((block: unknown) => isJson(block) && block["type"] === "input");
  if (hasInput && at(spot, "submit").value === undefined) {
    find(inspector, at(spot, "submit"), { type: "required", expected: "submit, because there is an input" });
  }
}

function checkBlocks(inspector: Inspector, spot: Spot, range: { min: number; max: number }): void {
  for (const block of listAt(inspector, spot, range)) checkBlock(inspector, block);
}

function checkBlock(inspector: Inspector, spot: Spot): void {
  if (!isJson(spot.value)) {
    find(inspector, spot, { type: "type", expected: "object" });
    return;
  }
  const type = spot.value["type"];
  const kind = typeof type === "string" ? KINDS[type] : undefined;
  if (!kind || (kind.on && !kind.on.includes(inspector.surface))) {
    find(inspector, at(spot, "type"), { type: "enum", expected: `a block of a ${inspector.surface}` });
    return;
  }
  checkId(inspector, at(spot, "block_id"), "block");
  kind.check(inspector, spot);
}
