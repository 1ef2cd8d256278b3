import { createElement as h, type ReactNode } from "react";
import { type Block, isJson, type Json } from "../../slack/model.ts";
import { type ElementSetting, words } from "./attributes.ts";
import type { Loaded } from "./blocks.ts";
import { drawElement } from "./elements.ts";
import { drawText } from "./text.ts";

export function drawSection(block: Block, setting: Loaded): ReactNode {
  const { text, fields, accessory } = block;
  const parts = [
    ...(isJson(text) ? [h("div", { key: "text", className: "bk-text" }, drawText(text, setting))] : []),
    ...(Array.isArray(fields) ? [drawFields(fields, setting)] : []),
  ];
  const aside = isJson(accessory)
    ? h("div", { className: "bk-accessory" }, drawElement(accessory, settingOf(block, setting)))
    : null;
  return h("div", { className: "bk-section-row" }, h("div", { className: "bk-section-main" }, parts), aside);
}

function drawFields(fields: unknown[], setting: Loaded): ReactNode {
  const cells = fields.filter(isJson).map((field, index) => h("div", { key: index }, drawText(field, setting)));
  return h("div", { key: "fields", className: "bk-fields" }, cells);
}

export function drawContext(block: Block, setting: Loaded): ReactNode {
  return listOf(block["elements"]).map((element, index) =>
    element["type"] === "image"
      ? h("span", { key: index }, drawElement(element, settingOf(block, setting)))
      : h("span", { key: index }, drawText(element, setting)),
  );
}

export function drawActions(block: Block, setting: Loaded): ReactNode {
  return listOf(block["elements"]).map((element, index) =>
    h("span", { key: index, className: "bk-slot" }, drawElement(element, settingOf(block, setting))),
  );
}

export function drawInput(block: Block, setting: Loaded): ReactNode {
  const id = String(block["block_id"]);
  const error = setting.errors[id];
  const hint = words(block["hint"]);
  const describedBy = [...(error ? [`${id}-error`] : []), ...(hint ? [`${id}-hint`] : [])].join(" ");
  const element = isJson(block["element"]) ? block["element"] : {};
  const about = { ...settingOf(block, setting), labelId: `${id}-label`, ...(describedBy && { describedBy }) };
  const optional = block["optional"] === true ? h("small", null, " (optional)") : null;
  return h(
    "div",
    { className: error ? "bk-field bk-invalid" : "bk-field", "data-field": id },
    h("div", { id: `${id}-label`, className: "bk-label" }, words(block["label"]), optional),
    drawElement(element, about),
    error ? h("div", { id: `${id}-error`, className: "bk-error", role: "alert" }, error) : null,
    hint ? h("div", { id: `${id}-hint`, className: "bk-hint" }, hint) : null,
  );
}

export function drawCard(block: Json, setting: Loaded): ReactNode {
  const { title, subtitle, body, actions, hero_image } = block;
  const elements = listOf(actions).map((element, index) =>
    h("span", { key: index, className: "bk-slot" }, drawElement(element, settingOf(block, setting))),
  );
  return h(
    "div",
    { key: String(block["block_id"] ?? words(title)), className: "bk-box" },
    isJson(hero_image) ? drawElement({ ...hero_image, type: "image" }, settingOf(block, setting)) : null,
    isJson(title) ? h("strong", null, drawText(title, setting)) : null,
    isJson(subtitle) ? h("small", null, drawText(subtitle, setting)) : null,
    isJson(body) ? h("div", null, drawText(body, setting)) : null,
    elements.length > 0 ? h("div", { className: "bk-slots" }, elements) : null,
  );
}

function settingOf(block: Json, { choices, values }: Loaded): ElementSetting {
  const blockId = String(block["block_id"] ?? "");
  return { blockId, choices, values: values[blockId] ?? {} };
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}
