/** Slack's own words for what is in a workspace; field names are the wire's. */

export type Json = Record<string, unknown>;
export type Block = Json & { type: string };

export interface User {
  id: string;
  name: string;
  realName: string;
  title: string;
  email: string;
  zone: string;
  isBot: boolean;
  isGuest: boolean;
}

export interface Channel {
  id: string;
  /** Of a direct conversation: the person's id. */
  name: string;
  topic: string;
  kind: "public" | "private" | "im";
  members: Set<string>;
}

export interface Message {
  channel: string;
  ts: string;
  user: string;
  isFromApp: boolean;
  text: string;
  blocks: Block[];
  threadTs: string | null;
  metadata: Json | null;
  editedTs: string | null;
  /** The one person who sees it; null for everybody. */
  onlyFor: string | null;
  /** Tasks and text of a message that is still being written. */
  stream: Stream | null;
}

interface Stream {
  openedAt: number;
  isOpen: boolean;
  tasks: Json[];
}

export interface View {
  id: string;
  type: "modal" | "home";
  user: string;
  hash: string;
  /** As the app gave it. */
  body: Json & { blocks: Block[] };
  values: Record<string, Record<string, Json>>;
  errors: Record<string, string>;
  rootId: string;
  previousId: string | null;
}

/** Something a person or the page may want to know at once. */
export type News =
  | { type: "message"; act: "posted" | "changed" | "deleted"; message: Message }
  | { type: "view"; act: "opened" | "changed" | "closed"; view: View }
  | { type: "home"; view: View }
  | { type: "notice"; user: string; channel: string; text: string }
  | { type: "status"; channel: string; text: string }
  | { type: "prompts"; user: string; prompts: { title: string; message: string }[] };

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refused as Slack refuses: `{ ok: false, error }` and what belongs to it. */
export class SlackError extends Error {
  override name = "SlackError";
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
