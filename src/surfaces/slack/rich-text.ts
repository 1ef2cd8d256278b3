import type { RichTextBlock, RichTextElement, RichTextSection } from "@slack/types";
import { GROUP_ID, MEMBER_ID, PLACE_ID } from "#domain/slack-ids";
import type { Inline } from "#lib/view";
import { LIMITS } from "./limits.ts";
import { clamp, clean } from "./text.ts";

/** In rich text every text node is literal: whatever it says, it is not a mention, a link or a format. */
export function toSection(content: readonly Inline[], lengthMax?: number): RichTextSection {
  const elements = toElements(content, lengthMax);
  // An empty section is refused.
  return { type: "rich_text_section", elements: elements.length > 0 ? elements : [{ type: "text", text: "–" }] };
}

export function toElements(content: readonly Inline[], lengthMax: number = LIMITS.richText): RichTextElement[] {
  const elements: RichTextElement[] = [];
  let left = lengthMax;
  for (const inline of content) {
    if (left <= 0) break;
    const element = toElement(inline, left);
    if (!element) continue;
    left -= lengthOf(element);
    elements.push(element);
  }
  return elements;
}

export function toRichText(...sections: RichTextSection[]): RichTextBlock {
  return { type: "rich_text", elements: sections };
}

/** The text a reader sees, for fallbacks. */
export function toPlain(content: readonly Inline[]): string {
  return content.map(wordsOf).join("");
}

export function wordsOf(inline: Inline): string {
  if (typeof inline === "string") return inline;
  if ("bold" in inline) return inline.bold;
  if ("code" in inline) return inline.code;
  return inline.label;
}

/** The address of a link that may be made: http or https, short enough, and what its label claims. Else undefined. */
export function safeUrl(link: string, label: string): string | undefined {
  const url = URL.parse(clean(link));
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return undefined;
  if (url.username || url.password) return undefined;
  const href = url.href.replace(/[<>| ]/g, (sign) => encodeURIComponent(sign));
  return href.length <= LIMITS.url && isHonest(label, url) ? href : undefined;
}

function isUserId(id: string): boolean {
  return MEMBER_ID.test(id);
}

function isGroupId(id: string): boolean {
  return GROUP_ID.test(id);
}

export function isChannelId(id: string): boolean {
  return PLACE_ID.test(id);
}

function toElement(inline: Inline, lengthMax: number): RichTextElement | undefined {
  const reference = typeof inline === "object" ? toReference(inline) : undefined;
  if (reference) return reference;
  const text = clamp(wordsOf(inline), lengthMax);
  if (text === "") return undefined;
  if (typeof inline === "string") return { type: "text", text };
  if ("bold" in inline) return { type: "text", text, style: { bold: true } };
  if ("code" in inline) return { type: "text", text, style: { code: true } };
  const url = "link" in inline ? safeUrl(inline.link, inline.label) : undefined;
  return url ? { type: "link", url, text } : { type: "text", text };
}

/** What Slack shows by its present name, and lets people click on. */
function toReference(inline: Exclude<Inline, string>): RichTextElement | undefined {
  if ("user" in inline && isUserId(inline.user)) return { type: "user", user_id: inline.user };
  if ("channel" in inline && isChannelId(inline.channel)) return { type: "channel", channel_id: inline.channel };
  if ("group" in inline && isGroupId(inline.group)) return { type: "usergroup", usergroup_id: inline.group };
  return undefined;
}

/** A label that looks like an address must name the same host. */
function isHonest(label: string, url: URL): boolean {
  const [, host] = /^\s*(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:[/:?#]|\s*$)/i.exec(clean(label)) ?? [];
  return host === undefined || host.toLowerCase() === url.hostname;
}

function lengthOf(element: RichTextElement): number {
  return "text" in element && element.text ? element.text.length : 20;
}
