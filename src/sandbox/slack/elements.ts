import { type Block, isJson, type Json, SlackError } from "./model.ts";

export interface Found {
  element: Json;
  blockId: string;
}

/** The blocks with an id for everything that can be clicked or filled in: Slack gives one to whatever has none. */
export function withIds(blocks: Block[], nextId: () => string): Block[] {
  return blocks.map((block) => ({ block_id: nextId(), ...(idsWithin(block, nextId) as Block) }));
}

const INTERACTIVE =
  /^(button|overflow|.*_select|.*picker|checkboxes|radio_buttons|.*_input|.*_button|feedback_buttons)$/;

function idsWithin(value: unknown, nextId: () => string): unknown {
  if (Array.isArray(value)) return value.map((inner) => idsWithin(inner, nextId));
  if (!isJson(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, idsWithin(one, nextId)]));
  const type = value["type"];
  const needsId = typeof type === "string" && INTERACTIVE.test(type) && value["action_id"] === undefined;
  return needsId ? { action_id: nextId(), ...inner } : inner;
}

/** The element with this action id. Throws SlackError when there is none. */
export function findElement(blocks: Block[], actionId: string, blockId?: string): Found {
  for (const block of blocks) {
    const id = String(block["block_id"]);
    if (blockId !== undefined && blockId !== id) continue;
    const element = elementsIn(block).find((one) => one["action_id"] === actionId);
    if (element) return { element, blockId: id };
  }
  throw new SlackError("action_not_found");
}

export function elementsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(elementsIn);
  if (!isJson(value)) return [];
  const own = typeof value["action_id"] === "string" ? [value] : [];
  return [...own, ...Object.values(value).flatMap(elementsIn)];
}
