import { createElement as h, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type Block, isJson, type Json } from "../../slack/model.ts";
import { type Choices, words } from "./attributes.ts";
import { drawActions, drawCard, drawContext, drawInput, drawSection, listOf } from "./sections.ts";
import { drawShowpiece } from "./showpieces.ts";
import type { Names } from "./text.ts";

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

export type Loaded = BlockSetting & { loaded: Library };

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
  image: drawImage,
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

/** Uploaded files are at an address of ours. */
function drawImage(block: Block, setting: Loaded): ReactNode {
  const { slack_file: file } = block;
  if (!isJson(file)) return drawByLibrary(block, setting);
  return h("img", { className: "bk-picture", src: `/files/${String(file["id"])}`, alt: words(block["alt_text"]) });
}

function drawUnknown(block: Block): ReactNode {
  const json = JSON.stringify(block, null, 2);
  const title = h("summary", null, `A block of type ${block.type}`);
  return h("details", { className: "bk-unknown" }, title, h("pre", null, json));
}

function drawContainer(block: Block, setting: Loaded): ReactNode {
  const body = listOf(block["child_blocks"]).map((child) => drawBlock(child as Block, setting));
  const isOpen = block["default_collapsed"] !== true;
  return h("details", { className: "bk-box", open: isOpen }, h("summary", null, words(block["title"])), body);
}
