import { createElement as h, type ReactNode } from "react";
import type { Json } from "../../slack/model.ts";
import { optionsOf } from "../../slack/values.ts";
import { type Choices, chosenIn, type ElementSetting, marks, naming, words } from "./attributes.ts";

interface Option {
  value: string;
  label: string;
}

export function drawSelect(element: Json, setting: ElementSetting): ReactNode {
  const type = String(element["type"]);
  const isMultiple = type.startsWith("multi_");
  const chosen = chosenIn(element, setting);
  const options = choicesOf(element, setting.choices).map(({ value, label }) =>
    h("option", { key: value, value }, label),
  );
  const first = h("option", { key: "", value: "" }, words(element["placeholder"]) || "Choose…");
  return h(
    "select",
    {
      ...{ className: "bk-select", "data-change": "", ...marks(element, setting), ...naming(element, setting) },
      multiple: isMultiple,
      defaultValue: isMultiple ? chosen : (chosen[0] ?? ""),
    },
    isMultiple ? options : [first, ...options],
  );
}

function choicesOf(element: Json, { users, channels }: Choices): Option[] {
  const type = String(element["type"]);
  if (type.endsWith("users_select")) return users;
  if (type.endsWith("channels_select")) return channels;
  if (type.endsWith("conversations_select")) return [...channels, ...users];
  return optionsOf(element).map((option) => ({ value: String(option["value"]), label: words(option["text"]) }));
}

export function drawExternal(element: Json, setting: ElementSetting): ReactNode {
  const list = `${setting.blockId}-${String(element["action_id"])}-options`;
  const placeholder = words(element["placeholder"]) || "Type to search";
  const input = h("input", {
    ...{ type: "text", className: "bk-input", "data-suggest": list, list, placeholder, autoComplete: "off" },
    ...{ ...marks(element, setting), ...naming(element, setting) },
    defaultValue: chosenIn(element, setting)[0] ?? "",
  });
  return h("span", { className: "bk-external" }, input, h("datalist", { id: list }));
}
