import { createElement as h, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type Block, isJson, type Json } from "../../slack/model.ts";
import { type Choices, drawElement, type ElementSetting, words } from "./elements.ts";
import { drawShowpiece } from "./showpieces.ts";
import { drawText, type Names } from "./text.ts";

export interface BlockSetting {
  names: Names;
  choices: Choices;
  /** Of a view: what has been filled in and what was refused, by block. */
  values: Record<string, Record<string, Json>>;
  errors: Record<string, string>;
}

export type Library = typeof import("slack-blocks-to-jsx");

let library: Promise<Library> | undefined;

/** Loaded with the first message that needs it: it takes a third of a second. */
function loadLibrary(): Promise<Library> {
  library ??= import("slack-blocks-to-jsx");
  return library;
}

/** Blocks as HTML. One that cannot be drawn does not take the others with it. */
export async function renderBlocks(blocks: readonly Block[], setting: BlockSetting): Promise<string> {
  const loaded = await loadLibrary();
  return blocks.map((block) => renderBlock(block, { ...setting, loaded })).join("");
}

type Loaded = BlockSetting & { loaded: Library };

function renderBlock(block: Block, setting: Loaded): string {
  try {
    return withoutStyles(renderToStaticMarkup(drawBlock(block, setting)));
  } catch {
    return renderToStaticMarkup(drawUnknown(block));
  }
}

/** The library's one id, and its inline styles, which the page's policy forbids: an indent becomes a mark for our rules. */
function withoutStyles(markup: string): string {
  return markup
    .replaceAll(' id="slack_blocks_to_jsx"', "")
    .replace(/(<[a-z][^<>]*?) style="([^"]*)"/g, (_whole, tag: string, style: string) => {
      const [, indent] = /margin-left:(\d+)px/.exec(style) ?? [];
      return indent === undefined ? tag : `${tag} data-indent="${indent}"`;
    });
}

function drawBlock(block: Block, setting: Loaded): ReactNode {
  const drawn = (OWN[block.type] ?? drawByLibrary)(block, setting);
  return h("div", { key: String(block["block_id"]), className: `bk-block bk-${block.type}` }, drawn);
}

/** What we draw ourselves: whatever can be used, and what the library leaves out. */
const OWN: Record<string, (block: Block, setting: Loaded) => ReactNode> = {
  header: (block) => h("h3", { className: "bk-title" }, words(block["text"])),
  divider: () => h("hr"),
  section: drawSection,
  context: drawContext,
  actions: drawActions,
  context_actions: drawActions,
  input: drawInput,
  alert: drawShowpiece,
  card: drawCard,
  carousel: (block, setting) =>
    h(
      "div",
      { className: "bk-row" },
      listOf(block["elements"]).map((card) => drawCard(card, setting)),
    ),
  container: drawContainer,
  data_table: drawShowpiece,
  table: drawShowpiece,
  task_card: drawShowpiece,
  plan: drawShowpiece,
};

function drawByLibrary(block: Block, { loaded, names }: Loaded): ReactNode {
  if (!LIBRARY_BLOCKS.has(block.type)) return drawUnknown(block);
  const { users, channels } = names;
  const data = { users, channels };
  const given = { blocks: [block], withoutWrapper: true, logo: "", name: "", data };
  return h(loaded.Message, given as unknown as Parameters<Library["Message"]>[0]);
}

const LIBRARY_BLOCKS = new Set(["rich_text", "image", "markdown", "video", "file", "data_visualization"]);

function drawUnknown(block: Block): ReactNode {
  const json = JSON.stringify(block, null, 2);
  const title = h("summary", null, `A block of type ${block.type}`);
  return h("details", { className: "bk-unknown" }, title, h("pre", null, json));
}

function drawSection(block: Block, setting: Loaded): ReactNode {
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

function drawContext(block: Block, setting: Loaded): ReactNode {
  return listOf(block["elements"]).map((element, index) =>
    element["type"] === "image"
      ? h("span", { key: index }, drawElement(element, settingOf(block, setting)))
      : h("span", { key: index }, drawText(element, setting)),
  );
}

function drawActions(block: Block, setting: Loaded): ReactNode {
  return listOf(block["elements"]).map((element, index) =>
    h("span", { key: index, className: "bk-slot" }, drawElement(element, settingOf(block, setting))),
  );
}

function drawInput(block: Block, setting: Loaded): ReactNode {
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

function drawCard(block: Json, setting: Loaded): ReactNode {
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

function drawContainer(block: Block, setting: Loaded): ReactNode {
  const body = listOf(block["child_blocks"]).map((child) => drawBlock(child as Block, setting));
  const isOpen = block["default_collapsed"] !== true;
  return h("details", { className: "bk-box", open: isOpen }, h("summary", null, words(block["title"])), body);
}

function settingOf(block: Json, { choices, values }: Loaded): ElementSetting {
  const blockId = String(block["block_id"] ?? "");
  return { blockId, choices, values: values[blockId] ?? {} };
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}
