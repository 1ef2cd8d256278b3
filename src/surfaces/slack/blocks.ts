import type {
  ActionsBlock,
  Button as ButtonElement,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextElement,
} from "@slack/types";
import type { KeptCall } from "#kernel/ports/slack-outbox";
import type { Button, Call, Chart } from "#lib/view";
import { encodeCall } from "./calls.ts";
import { LIMITS, SHOWN } from "./limits.ts";
import { clamp, toLine } from "./text.ts";

/** Blocks that stay together, and for how many lines of the view they stand. */
export interface Piece {
  blocks: KnownBlock[];
  lines: number;
}

/** What is shared by the blocks of one rendering. */
export interface Page {
  surface: "message" | "modal" | "home";
  /** The call that made the view, which its buttons carry along. */
  from: Call | undefined;
  buttons: number;
  tables: number;
  /** What is drawn, by the ids of the blocks that show it. */
  charts: Record<string, Chart>;
  /** Calls too long for their buttons, to be stored before this is shown. */
  kept: KeptCall[];
}

export function createPage(surface: Page["surface"], from: Call | undefined): Page {
  return { surface, from, buttons: 0, tables: 0, charts: {}, kept: [] };
}

export function toPiece(...blocks: KnownBlock[]): Piece {
  return { blocks, lines: 1 };
}

export function plainText(text: string, lengthMax: number): PlainTextElement {
  // An empty text is refused.
  return { type: "plain_text", text: clamp(text, lengthMax).trim() || "–", emoji: false };
}

export function header(text: string): HeaderBlock {
  return { type: "header", text: plainText(toLine(text), LIMITS.header) };
}

export function smallPrint(text: string): ContextBlock {
  return { type: "context", elements: [plainText(text, LIMITS.contextText)] };
}

/** Rows of buttons; `about` completes the name of a button for those who cannot see what it stands beside. */
export function actions(page: Page, buttons: readonly Button[], about = ""): ActionsBlock[] {
  const rows: ActionsBlock[] = [];
  for (let start = 0; start < buttons.length; start += LIMITS.actions) {
    const row = buttons.slice(start, start + LIMITS.actions);
    const primary = row.find(({ style }) => style === "primary");
    rows.push({
      type: "actions",
      elements: row.map((button) => toElement(page, withoutSecondPrimary(button, primary), about)),
    });
  }
  return rows;
}

/** Slack's guide allows one primary button in a set. */
function withoutSecondPrimary(button: Button, primary: Button | undefined): Button {
  if (button.style !== "primary" || button === primary) return button;
  const { style: _, ...rest } = button;
  return rest;
}

function toElement(page: Page, button: Button, about: string): ButtonElement {
  const { kept, ...call } = encodeCall(button, page.buttons++, page.from);
  if (kept) page.kept.push(kept);
  const name = button.description ?? `${button.label} ${about}`;
  return {
    type: "button",
    text: plainText(toLine(button.label), SHOWN.buttonText),
    ...call,
    ...(button.style && { style: button.style }),
    accessibility_label: clamp(toLine(name), LIMITS.button.description) || "Button",
    ...(button.confirm !== undefined && { confirm: toConfirm(button, button.confirm) }),
  };
}

function toConfirm(button: Button, question: string): NonNullable<ButtonElement["confirm"]> {
  return {
    title: plainText("Are you sure?", LIMITS.confirm.title),
    text: plainText(question, LIMITS.confirm.text),
    confirm: plainText(toLine(button.label), LIMITS.confirm.button),
    deny: plainText("Cancel", LIMITS.confirm.button),
    ...(button.style && { style: button.style }),
  };
}
