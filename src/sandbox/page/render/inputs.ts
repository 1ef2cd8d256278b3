import { createElement as h, type ReactNode } from "react";
import type { Json } from "../../slack/model.ts";
import { optionsOf } from "../../slack/values.ts";
import { chosenIn, type ElementSetting, marks, naming, words } from "./attributes.ts";

export function drawChoices(element: Json, setting: ElementSetting): ReactNode {
  const isMany = element["type"] === "checkboxes";
  const chosen = chosenIn(element, setting);
  const name = `${setting.blockId}-${String(element["action_id"])}`;
  const items = optionsOf(element).map((option, index) => {
    const value = String(option["value"]);
    const type = isMany ? "checkbox" : "radio";
    const input = h("input", { type, name, value, defaultChecked: chosen.includes(value) });
    const hint = words(option["description"]);
    const more = hint === "" ? null : h("small", null, hint);
    return h("label", { key: index, className: "bk-choice" }, input, h("span", null, words(option["text"]), more));
  });
  const role = isMany ? "group" : "radiogroup";
  return h(
    "div",
    { className: "bk-choices", role, "data-change": "", ...marks(element, setting), ...naming(element, setting) },
    items,
  );
}

export function drawInput(element: Json, setting: ElementSetting, type: string): ReactNode {
  const { min_value, max_value, is_decimal_allowed } = element;
  return h("input", {
    ...{ type, className: "bk-input", "data-change": "", ...marks(element, setting), ...naming(element, setting) },
    ...(type === "number" && { min: words(min_value), max: words(max_value), step: is_decimal_allowed ? "any" : 1 }),
    placeholder: words(element["placeholder"]),
    defaultValue: chosenIn(element, setting)[0] ?? "",
  });
}

export function drawTextInput(element: Json, setting: ElementSetting): ReactNode {
  const { min_length, max_length, multiline } = element;
  const given = {
    ...{ className: "bk-input", "data-input": "", ...marks(element, setting), ...naming(element, setting) },
    ...(typeof min_length === "number" && { minLength: min_length }),
    ...(typeof max_length === "number" && { maxLength: max_length }),
    placeholder: words(element["placeholder"]),
    defaultValue: chosenIn(element, setting)[0] ?? "",
  };
  return multiline === true ? h("textarea", { ...given, rows: 4 }) : h("input", { ...given, type: "text" });
}
