import type { MrkdwnElement, PlainTextElement, SectionBlock } from "@slack/types";
import type { Button, Figure } from "#lib/view";
import { actions, type Page, type Piece, plainText } from "./blocks.ts";
import { LIMITS, SHOWN } from "./limits.ts";
import { clampEscaped, isInert, toLine } from "./text.ts";

/** Key figures in two columns, and under them a button that opens the proof of each. */
export function renderFigures(page: Page, figures: readonly Figure[]): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < figures.length; start += LIMITS.fields) {
    const shown = figures.slice(start, start + LIMITS.fields);
    const section: SectionBlock = { type: "section", fields: shown.map(toField) };
    pieces.push({ blocks: [section, ...actions(page, shown.flatMap(toWhy))], lines: shown.length });
  }
  return pieces;
}

/** Bold needs mrkdwn, which has no sign to escape with; so only words that cannot be a format get it. */
function toField(figure: Figure): MrkdwnElement | PlainTextElement {
  const label = toLine(figure.label);
  const lines = [label, toWords(figure)].map(toLine).filter((line) => line !== "");
  if (!lines.every(isInert) || label === "") return plainText(lines.join("\n"), SHOWN.figure * 2);
  const [first = "", ...rest] = lines.map((line) => clampEscaped(line, SHOWN.figure));
  return { type: "mrkdwn", text: [`*${first}*`, ...rest].join("\n"), verbatim: true };
}

function toWords({ value, unit, note }: Figure): string {
  const amount = value === null ? "no data" : [value, unit].filter((part) => part !== undefined).join(" ");
  return note === undefined ? amount : `${amount} (${note})`;
}

function toWhy({ label, value, why }: Figure): Button[] {
  if (!why) return [];
  return [
    { label: `${label}: why?`, description: `Why is ${label} ${value ?? "without data"}?`, call: why, opens: "dialog" },
  ];
}
