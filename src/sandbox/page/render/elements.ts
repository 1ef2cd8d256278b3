import { createElement as h, type ReactNode } from "react";
import type { Json } from "../../slack/model.ts";
import { type ElementSetting, words } from "./attributes.ts";
import { drawButton, drawFeedback, drawOverflow } from "./buttons.ts";
import { drawChoices, drawInput, drawTextInput } from "./inputs.ts";
import { drawExternal, drawSelect } from "./selects.ts";

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

function drawUnknown(element: Json): ReactNode {
  return h("span", { className: "bk-unknown" }, `${String(element["type"])} cannot be shown here`);
}
