import { Fragment, createElement as h, type ReactNode } from "react";
import { isJson, type Json } from "../../slack/model.ts";
import type { Library } from "./blocks.ts";

/** What ids are called. */
export interface Names {
  users: { id: string; name: string }[];
  channels: { id: string; name: string }[];
}

/** A text object: plain text stays as it is, mrkdwn is read by the library. */
export function drawText(text: Json, { loaded, names }: { loaded: Library; names: Names }): ReactNode {
  const words = String(text["text"] ?? "");
  if (text["type"] !== "mrkdwn") return h(Fragment, null, emojis(words, text["emoji"] === true));
  const block = { type: "section", text: { type: "mrkdwn", text: words } };
  const given = { blocks: [block], withoutWrapper: true, logo: "", name: "", data: names };
  return h(loaded.Message, given as unknown as Parameters<Library["Message"]>[0]);
}

const EMOJIS: Record<string, string> = {
  white_check_mark: "✅",
  warning: "⚠️",
  rotating_light: "🚨",
  eyes: "👀",
  tada: "🎉",
  hourglass: "⌛",
  thumbsup: "👍",
  thumbsdown: "👎",
};

function emojis(words: string, isOn: boolean): string {
  return isOn ? words.replace(/:([a-z_]+):/g, (whole, name: string) => EMOJIS[name] ?? whole) : words;
}

/** Rich text as plain words, for cells and details. */
export function richWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(richWords).join("");
  if (!isJson(value)) return "";
  if (typeof value["text"] === "string") return value["text"];
  if (typeof value["url"] === "string") return value["url"];
  return richWords(value["elements"]);
}
