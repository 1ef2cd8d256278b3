import type { Json } from "./model.ts";

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
