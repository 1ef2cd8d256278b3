/** A second opinion on what Slack would make of a message: written from Slack's documentation, sharing nothing with the renderer. */

interface Json {
  type?: unknown;
  text?: unknown;
  title?: unknown;
  elements?: unknown;
  fields?: unknown;
  rows?: unknown;
  verbatim?: unknown;
  emoji?: unknown;
  url?: unknown;
  user_id?: unknown;
  channel_id?: unknown;
  action_id?: unknown;
  value?: unknown;
  accessibility_label?: unknown;
  confirm?: unknown;
}

export interface Reading {
  /** Everything that would mention or link, wherever it stands. */
  live: string[];
  /** What Slack would refuse. */
  faults: string[];
}

export function readMessage(message: { text: string; blocks: unknown[] }): Reading {
  const reading: Reading = { live: tokensIn(message.text), faults: [] };
  check(reading, message.text.length >= 1 && message.text.length <= 4_000, "text 1–4,000");
  readBlocks(reading, message.blocks, { blocks: 50, allText: 12_000 });
  check(reading, message.blocks.filter((block) => typeOf(block) === "table").length <= 1, "one table");
  return reading;
}

export function readView(view: { blocks: unknown[]; title?: { text: string } }): Reading {
  const reading: Reading = { live: [], faults: [] };
  if (view.title) check(reading, view.title.text.length >= 1 && view.title.text.length <= 24, "title 1–24");
  readBlocks(reading, view.blocks, { blocks: 100, allText: 100_000 });
  return reading;
}

function readBlocks(reading: Reading, blocks: unknown[], room: { blocks: number; allText: number }): void {
  check(reading, blocks.length <= room.blocks, `at most ${room.blocks} blocks, not ${blocks.length}`);
  check(reading, allText(blocks) <= room.allText, `at most ${room.allText} characters, not ${allText(blocks)}`);
  const actionIds: string[] = [];
  for (const block of blocks) walk(block as Json, reading, actionIds);
  check(reading, new Set(actionIds).size === actionIds.length, "action ids are unique");
  for (const block of blocks) readBlock(block as Json, reading);
}

function readBlock(block: Json, reading: Reading): void {
  const elements = (block.elements ?? []) as Json[];
  switch (block.type) {
    case "header":
      range(reading, textOf(block.text), 150, "header");
      break;
    case "section": {
      const fields = (block.fields ?? []) as Json[];
      check(reading, fields.length >= 1 && fields.length <= 10, "1–10 fields");
      for (const field of fields) range(reading, textOf(field), 2_000, "field");
      return;
    }
    case "context":
      check(reading, elements.length >= 1 && elements.length <= 10, "1–10 context elements");
      break;
    case "actions":
      check(reading, elements.length >= 1 && elements.length <= 25, "1–25 actions");
      break;
    case "table":
      readTable(block, reading);
      break;
    case "rich_text":
      check(reading, elements.length >= 1 && elements.every(isFilled), "rich text with content");
      break;
    case "divider":
      return;
    default:
      check(reading, false, `block type ${String(block.type)}`);
  }
}

function isFilled(element: Json): boolean {
  const inner = (element.elements ?? []) as Json[];
  return element.type === "rich_text_list" ? inner.length > 0 && inner.every(hasElements) : hasElements(element);
}

function hasElements(element: Json): boolean {
  return Array.isArray(element.elements) && element.elements.length > 0;
}

function readTable(block: Json, reading: Reading): void {
  const rows = block.rows as Json[][];
  const texts = rows.flat().map(textOf);
  check(reading, rows.length >= 1 && rows.length <= 100, "1–100 rows");
  check(
    reading,
    rows.every((row) => row.length >= 1 && row.length <= 20),
    "1–20 columns",
  );
  check(reading, new Set(rows.map((row) => row.length)).size === 1, "rows of equal length");
  check(
    reading,
    texts.every((text) => text.length >= 1),
    "no empty cells",
  );
  check(reading, texts.join("").length <= 10_000, "10,000 characters in a table");
}

/** Objects at any depth: texts, buttons and typed nodes. */
function walk(value: Json, reading: Reading, actionIds: string[]): void {
  if (typeof value !== "object" || value === null) return;
  if (typeof value.action_id === "string") actionIds.push(value.action_id);
  readObject(value, reading);
  for (const inner of Object.values(value)) walk(inner as Json, reading, actionIds);
}

function readObject(value: Json, reading: Reading): void {
  const text = value.text;
  switch (value.type) {
    case "mrkdwn":
      check(reading, value.verbatim === true, "mrkdwn is verbatim");
      reading.live.push(...tokensIn(String(text)));
      range(reading, String(text), 3_000, "mrkdwn");
      break;
    case "plain_text":
      check(reading, value.emoji === false, "plain text without emoji");
      range(reading, String(text), 3_000, "plain text");
      break;
    case "text":
      check(reading, typeof text === "string" && text.length >= 1, "text node with text");
      break;
    case "button":
      readButton(value, reading);
      break;
    case "link":
      reading.live.push(`link ${String(value.url)}`);
      check(reading, /^https?:\/\/[^<>| ]{1,3000}$/.test(String(value.url)), "http link");
      break;
    case "user":
    case "channel":
      reading.live.push(`mention ${String(value.user_id ?? value.channel_id)}`);
      return;
    case "broadcast":
    case "usergroup":
      check(reading, false, "no broadcast");
      break;
  }
}

function readButton(button: Json, reading: Reading): void {
  range(reading, textOf(button.text), 75, "button text");
  range(reading, String(button.value), 2_000, "button value");
  range(reading, String(button.action_id), 255, "action id");
  range(reading, String(button.accessibility_label), 75, "accessibility label");
  const confirm = button.confirm as Json | undefined;
  if (!confirm) return;
  range(reading, textOf(confirm.title), 100, "confirm title");
  range(reading, textOf(confirm.text), 300, "confirm text");
  range(reading, textOf(confirm.confirm), 30, "confirm button");
}

/** Whatever Slack would turn into a mention or a link: `<…>` up to the next `>`. */
function tokensIn(mrkdwn: string): string[] {
  return mrkdwn.match(/<[^>]*>?/g) ?? [];
}

function range(reading: Reading, text: string, lengthMax: number, what: string): void {
  check(reading, text.length >= 1 && text.length <= lengthMax, `${what} 1–${lengthMax}, not ${text.length}`);
}

function check(reading: Reading, isRight: boolean, rule: string): void {
  if (!isRight) reading.faults.push(rule);
}

function textOf(value: unknown): string {
  return String((value as Json | undefined)?.text ?? "");
}

function typeOf(value: unknown): unknown {
  return (value as Json).type;
}

function allText(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === "text" && typeof inner === "string" ? inner.length : allText(inner)),
    0,
  );
}
