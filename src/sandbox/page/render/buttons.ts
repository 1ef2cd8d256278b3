import { createElement as h, type ReactNode } from "react";
import { isJson, type Json } from "../../slack/model.ts";
import { optionsOf } from "../../slack/values.ts";
import { type ElementSetting, marks, words } from "./attributes.ts";

export function drawButton(element: Json, setting: ElementSetting): ReactNode {
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

export function drawFeedback(element: Json, setting: ElementSetting): ReactNode {
  const buttons = [element["positive_button"], element["negative_button"]].filter(isJson);
  return buttons.map((button, index) => {
    const name = words(button["accessibility_label"]) || words(button["text"]);
    const about = { ...marks(element, setting), "data-press": "", "data-value": button["value"], "aria-label": name };
    const label = `${index === 0 ? "👍" : "👎"} ${words(button["text"])}`;
    return h("button", { key: index, type: "button", className: "bk-button bk-quiet", ...about }, label);
  });
}

export function drawOverflow(element: Json, setting: ElementSetting): ReactNode {
  const items = optionsOf(element).map((option, index) => {
    const url = option["url"];
    const about = { ...marks(element, setting), "data-press": "", "data-value": option["value"] };
    const link = typeof url === "string" ? { "data-url": url } : {};
    return h("button", { key: index, type: "button", className: "bk-item", ...about, ...link }, words(option["text"]));
  });
  const opener = h("summary", { className: "bk-button", "aria-label": "More actions" }, "⋯");
  return h("details", { className: "bk-overflow" }, opener, h("div", { className: "bk-menu" }, items));
}
