import { createElement as h, type ReactNode } from "react";
import { initialOf } from "../../slack/acts.ts";
import { optionsOf } from "../../slack/elements.ts";
import { isJson, type Json } from "../../slack/model.ts";

/** What a select of people or places offers. */
export interface Choices {
  users: { value: string; label: string }[];
  channels: { value: string; label: string }[];
}

export interface ElementSetting {
  blockId: string;
  choices: Choices;
  /** What has been filled in already, by action id. */
  values: Record<string, Json>;
  /** Of the label that stands outside, if there is one. */
  labelId?: string;
  describedBy?: string;
}

export function words(value: unknown): string {
  if (typeof value === "string") return value;
  return isJson(value) && typeof value["text"] === "string" ? value["text"] : "";
}

/** An element as native HTML: the browser's script knows it by its `data-` attributes. */
export function drawElement(element: Json, setting: ElementSetting): ReactNode {
  const type = String(element["type"]);
  return (DRAWERS[type] ?? drawUnknown)(element, setting);
}

type Draw = (element: Json, setting: ElementSetting) => ReactNode;

const DRAWERS: Record<string, Draw> = {
  button: drawButton,
  workflow_button: drawButton,
  icon_button: drawButton,
  feedback_buttons: drawFeedback,
  overflow: drawOverflow,
  static_select: drawSelect,
  multi_static_select: drawSelect,
  users_select: drawSelect,
  multi_users_select: drawSelect,
  channels_select: drawSelect,
  multi_channels_select: drawSelect,
  conversations_select: drawSelect,
  multi_conversations_select: drawSelect,
  external_select: drawExternal,
  multi_external_select: drawExternal,
  checkboxes: drawChoices,
  radio_buttons: drawChoices,
  datepicker: (element, setting) => drawInput(element, setting, "date"),
  timepicker: (element, setting) => drawInput(element, setting, "time"),
  datetimepicker: (element, setting) => drawInput(element, setting, "datetime-local"),
  email_text_input: (element, setting) => drawInput(element, setting, "email"),
  url_text_input: (element, setting) => drawInput(element, setting, "url"),
  number_input: (element, setting) => drawInput(element, setting, "number"),
  plain_text_input: drawTextInput,
  rich_text_input: (element, setting) => drawTextInput({ ...element, multiline: true }, setting),
  image: (element) =>
    h("img", { className: "bk-thumb", src: String(element["image_url"]), alt: words(element["alt_text"]) }),
};

/** What the script needs to tell which element was used. */
function marks(element: Json, { blockId }: ElementSetting): Json {
  return {
    "data-action-id": element["action_id"],
    "data-block-id": blockId,
    "data-type": element["type"],
    ...(isJson(element["confirm"]) && { "data-confirm": JSON.stringify(confirmWords(element["confirm"])) }),
  };
}

function confirmWords(confirm: Json): Json {
  const { title, text, confirm: yes, deny, style } = confirm;
  return { title: words(title), text: words(text), yes: words(yes), no: words(deny), style };
}

/** How the element is called for those who do not see it. */
function naming(element: Json, { labelId, describedBy }: ElementSetting): Json {
  const name = words(element["placeholder"]) || String(element["action_id"]);
  return {
    ...(labelId === undefined ? { "aria-label": name } : { "aria-labelledby": labelId }),
    ...(describedBy !== undefined && { "aria-describedby": describedBy }),
  };
}

function drawButton(element: Json, setting: ElementSetting): ReactNode {
  const { style, accessibility_label: label, url } = element;
  const look = style === "primary" || style === "danger" ? ` bk-${style}` : "";
  const about = {
    ...marks(element, setting),
    "data-press": "",
    ...(typeof label === "string" && { "aria-label": label }),
    ...(typeof url === "string" && { "data-url": url }),
  };
  return h("button", { type: "button", className: `bk-button${look}`, ...about }, words(element["text"]));
}

function drawFeedback(element: Json, setting: ElementSetting): ReactNode {
  const buttons = [element["positive_button"], element["negative_button"]].filter(isJson);
  return buttons.map((button, index) => {
    const name = words(button["accessibility_label"]) || words(button["text"]);
    const about = { ...marks(element, setting), "data-press": "", "data-value": button["value"], "aria-label": name };
    const label = `${index === 0 ? "👍" : "👎"} ${words(button["text"])}`;
    return h("button", { key: index, type: "button", className: "bk-button bk-quiet", ...about }, label);
  });
}

function drawOverflow(element: Json, setting: ElementSetting): ReactNode {
  const items = optionsOf(element).map((option, index) => {
    const url = option["url"];
    const about = { ...marks(element, setting), "data-press": "", "data-value": option["value"] };
    const link = typeof url === "string" ? { "data-url": url } : {};
    return h("button", { key: index, type: "button", className: "bk-item", ...about, ...link }, words(option["text"]));
  });
  const opener = h("summary", { className: "bk-button", "aria-label": "More actions" }, "⋯");
  return h("details", { className: "bk-overflow" }, opener, h("div", { className: "bk-menu" }, items));
}

interface Option {
  value: string;
  label: string;
}

function drawSelect(element: Json, setting: ElementSetting): ReactNode {
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

function drawExternal(element: Json, setting: ElementSetting): ReactNode {
  const list = `${setting.blockId}-${String(element["action_id"])}-options`;
  const placeholder = words(element["placeholder"]) || "Type to search";
  const input = h("input", {
    ...{ type: "text", className: "bk-input", "data-suggest": list, list, placeholder, autoComplete: "off" },
    ...{ ...marks(element, setting), ...naming(element, setting) },
    defaultValue: chosenIn(element, setting)[0] ?? "",
  });
  return h("span", { className: "bk-external" }, input, h("datalist", { id: list }));
}

function drawChoices(element: Json, setting: ElementSetting): ReactNode {
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

function drawInput(element: Json, setting: ElementSetting, type: string): ReactNode {
  const { min_value, max_value, is_decimal_allowed } = element;
  return h("input", {
    ...{ type, className: "bk-input", "data-change": "", ...marks(element, setting), ...naming(element, setting) },
    ...(type === "number" && { min: words(min_value), max: words(max_value), step: is_decimal_allowed ? "any" : 1 }),
    placeholder: words(element["placeholder"]),
    defaultValue: chosenIn(element, setting)[0] ?? "",
  });
}

function drawTextInput(element: Json, setting: ElementSetting): ReactNode {
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

function drawUnknown(element: Json): ReactNode {
  return h("span", { className: "bk-unknown" }, `${String(element["type"])} cannot be shown here`);
}

/** What the person has filled in, else what the app proposes. */
function chosenIn(element: Json, { values }: ElementSetting): string[] {
  const value = values[String(element["action_id"])];
  const initial = initialOf(element);
  if (!value) return initial === undefined ? [] : [initial].flat();
  return Object.entries(value)
    .filter(([key]) => key !== "type")
    .flatMap(([, one]) => one)
    .map((one) => (isJson(one) ? String(one["value"] ?? "") : String(one ?? "")));
}
