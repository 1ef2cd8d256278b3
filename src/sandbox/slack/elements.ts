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

/** What an element says once a person has chosen: as `state` and `actions` carry it. */
export function toValue(element: Json, chosen: string | string[]): Json {
  const type = String(element["type"]);
  const one = Array.isArray(chosen) ? (chosen[0] ?? "") : chosen;
  const many = Array.isArray(chosen) ? chosen : [chosen];
  return { type, ...(VALUES[type] ?? plainValue)({ element, one, many }) };
}

interface Choice {
  element: Json;
  one: string;
  many: string[];
}

const plainValue = ({ one }: Choice): Json => ({ value: one === "" ? null : one });
const optionValue = ({ element, one }: Choice): Json => ({ selected_option: optionOf(element, one) });
const optionsValue = ({ element, many }: Choice): Json => ({
  selected_options: many.map((value) => optionOf(element, value)).filter((option) => option !== null),
});

const VALUES: Record<string, (choice: Choice) => Json> = {
  static_select: optionValue,
  external_select: optionValue,
  radio_buttons: optionValue,
  overflow: optionValue,
  multi_static_select: optionsValue,
  multi_external_select: optionsValue,
  checkboxes: optionsValue,
  users_select: ({ one }) => ({ selected_user: one || null }),
  multi_users_select: ({ many }) => ({ selected_users: many }),
  channels_select: ({ one }) => ({ selected_channel: one || null }),
  multi_channels_select: ({ many }) => ({ selected_channels: many }),
  conversations_select: ({ one }) => ({ selected_conversation: one || null }),
  multi_conversations_select: ({ many }) => ({ selected_conversations: many }),
  datepicker: ({ one }) => ({ selected_date: one || null }),
  timepicker: ({ one }) => ({ selected_time: one || null }),
  datetimepicker: ({ one }) => ({ selected_date_time: one ? Number(one) : null }),
  rich_text_input: ({ one }) => ({ rich_text_value: one === "" ? null : toRichText(one) }),
  button: ({ element }) => ({ value: element["value"], text: element["text"], style: element["style"] }),
};

function toRichText(text: string): Json {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element["option_groups"]) ? (element["option_groups"] as Json[]) : [];
  const lists = [element["options"], ...groups.map((group) => group["options"])];
  return lists.filter(Array.isArray).flat() as Json[];
}

function optionOf(element: Json, value: string): Json | null {
  if (value === "") return null;
  const known = optionsOf(element).find((option) => option["value"] === value);
  return known ?? { text: { type: "plain_text", text: value }, value };
}
