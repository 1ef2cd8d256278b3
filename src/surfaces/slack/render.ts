import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import type { KeptCall } from "#kernel/ports/slack-outbox";
import type { Call, Chart, View } from "#lib/view";
import { actions, createPage, type Page, type Piece, plainText, smallPrint } from "./blocks.ts";
import { layOut } from "./layout.ts";
import { LIMITS, SHOWN } from "./limits.ts";
import { renderNode } from "./nodes.ts";
import { toRichText, toSection } from "./rich-text.ts";
import { clamp, clampEscaped, toLine } from "./text.ts";

/** Room kept for what tells of what was left out. */
const FOOT = { blocks: 2, text: 200 };
/** The callback of dialogs that can be sent off. */
export const FORM = "form";
/** Room kept for "(2 of 5) ". */
const COUNTER = 20;

export interface Message {
  /** What screen readers and notifications say instead of the blocks. */
  text: string;
  blocks: KnownBlock[];
  /** What its charts are drawn from where Slack does not draw them itself, by the ids of their blocks. */
  charts?: Record<string, Chart>;
}

export interface Rendered<T> {
  shown: T;
  /** To be stored before it is shown. */
  kept: KeptCall[];
}

/**
 * A view as messages of Slack: the first, and what continues it in its thread. Total: it never throws, whatever the view
 * holds, and never exceeds a limit of Slack. `from` is the call that made the view.
 */
export function renderMessages(view: View, from?: Call, messagesMax: number = SHOWN.messages): Rendered<Message[]> {
  const page = createPage("message", from);
  const { sheets, left } = layOut(renderAll(page, view), lessFoot(LIMITS.message), messagesMax);
  const last = sheets.pop() ?? [];
  const all = [...sheets, [...last, ...renderFoot(page, left)]];
  const text = clampEscaped(view.text, LIMITS.message.text - COUNTER) || "(nothing to say)";
  const shown = all.map((blocks, index) => ({
    text: index === 0 ? text : `(${index + 1} of ${all.length}) ${text}`,
    blocks,
    ...chartsIn(blocks, page),
  }));
  return { shown, kept: page.kept };
}

function chartsIn(blocks: readonly KnownBlock[], { charts }: Page): Pick<Message, "charts"> {
  const here = Object.entries(charts).filter(([id]) => blocks.some(({ block_id }) => block_id === id));
  return here.length > 0 ? { charts: Object.fromEntries(here) } : {};
}

/** One message, as where there is no thread: what does not fit can be opened. */
export function renderMessage(view: View, from?: Call): Rendered<Message> {
  const { shown, kept } = renderMessages(view, from, 1);
  return { shown: shown[0] ?? { text: "(nothing to say)", blocks: [] }, kept };
}

/** `place` is where it was asked for, so that what is sent off with it counts as asked for there. */
export function renderModal(view: View, from?: Call, place?: string): Rendered<ModalView> {
  const [first, ...rest] = view.nodes;
  // The header becomes the title, and is repeated only where the title is too short for it.
  const isTitled = first?.type === "header" && first.text.length <= LIMITS.view.title;
  const { blocks, kept } = renderSheet(createPage("modal", from), isTitled ? { ...view, nodes: rest } : view);
  const title = first?.type === "header" ? first.text : "Adjutant";
  return {
    shown: {
      type: "modal",
      title: plainText(toLine(title), LIMITS.view.title),
      close: plainText("Close", LIMITS.view.title),
      callback_id: "shown",
      blocks,
      ...sendOff(view, place),
    },
    kept,
  };
}

/** What a dialog with a form has more than one without; Slack wants both or none. */
function sendOff({ nodes }: View, place: string | undefined): Partial<ModalView> {
  const form = nodes.find((node) => node.type === "form");
  if (!form) return {};
  const { call, under, submit } = form;
  return {
    callback_id: FORM,
    submit: plainText(submit, LIMITS.view.title),
    close: plainText("Cancel", LIMITS.view.title),
    private_metadata: JSON.stringify({ call, under, place }),
  };
}

export function renderHome(view: View): Rendered<HomeView> {
  const { blocks, kept } = renderSheet(createPage("home", undefined), view);
  return { shown: { type: "home", blocks }, kept };
}

function renderSheet(page: Page, view: View): { blocks: KnownBlock[]; kept: KeptCall[] } {
  const { sheets, left } = layOut(renderAll(page, view), lessFoot(LIMITS.view), 1);
  return { blocks: [...(sheets[0] ?? []), ...renderFoot(page, left)], kept: page.kept };
}

/** A view without nodes still says its text. */
function renderAll(page: Page, view: View): Piece[] {
  const pieces = view.nodes.flatMap((node) => renderNode(page, node));
  if (pieces.length > 0) return pieces;
  const text = clamp(view.text, LIMITS.richText) || "(nothing to say)";
  return [{ blocks: [toRichText(toSection([text]))], lines: 1 }];
}

function renderFoot(page: Page, left: number): KnownBlock[] {
  if (left === 0) return [];
  const note = smallPrint(left === 1 ? "One more line is left out here." : `${left} more lines are left out here.`);
  if (page.surface !== "message" || !page.from) return [note];
  const showAll = {
    label: "Show all",
    description: "Show all of it in a dialog",
    call: page.from,
    opens: "dialog",
  } as const;
  return [note, ...actions(page, [showAll])];
}

function lessFoot({ blocks, allText }: { blocks: number; allText: number }) {
  return { blocks: blocks - FOOT.blocks, text: allText - FOOT.text };
}
