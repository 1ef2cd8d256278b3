import { z } from "zod";
import { checkMessage, checkView } from "../blocks/check.ts";
import type { Finding } from "../blocks/inspector.ts";
import type { Office } from "../desk.ts";
import { withIds } from "../elements.ts";
import { type Block, type Channel, type Json, type Message, SlackError } from "../model.ts";
import type { ViewBody } from "../view-shelf.ts";
import { APP } from "../workspace.ts";

const TEXT_MAX = 40_000;

/** One method of the Web API. What `run` gives is answered with `ok: true`. */
export interface Method {
  call(office: Office, args: Json): Json | Promise<Json>;
  /** `xapp` for the one that wants an app token. */
  token: "bot" | "app";
}

export function defineMethod<Schema extends z.ZodType>(
  input: Schema,
  run: (office: Office, args: z.output<Schema>) => Json | Promise<Json>,
  token: Method["token"] = "bot",
): Method {
  return {
    token,
    call(office, args) {
      const parsed = input.safeParse(args);
      if (parsed.success) return run(office, parsed.data);
      const messages = parsed.error.issues.map(
        (issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join("/")}]`,
      );
      throw new SlackError("invalid_arguments", { response_metadata: { messages } });
    },
  };
}

/** Forms carry nested values as JSON text. */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === "string" ? parseJson(value) : value), schema);
}

export const Flag = z.preprocess((value) => value === true || value === "true" || value === "1", z.boolean());
export const Blocks = jsonText(z.array(z.looseObject({ type: z.string() }))).optional();
export const ViewText = jsonText(
  z.looseObject({ type: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
);
export const Page = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(1_000).default(100) };

/** Blocks that Slack would take, each with its ids. Throws SlackError `invalid_blocks` with what is wrong. */
export function acceptBlocks(office: Office, blocks: unknown): Block[] {
  if (blocks === undefined) return [];
  refuse("invalid_blocks", checkMessage(blocks), "/blocks");
  refuseTypes(office, blocks as Block[]);
  return withIds(blocks as Block[], office.nextId);
}

export function acceptView(office: Office, view: unknown): ViewBody {
  refuse("invalid_arguments", checkView(view), "/view");
  const body = view as ViewBody;
  refuseTypes(office, body.blocks);
  return body;
}

export function acceptText(text: string | undefined, blocks: Block[]): string {
  if ((text === undefined || text === "") && blocks.length === 0) throw new SlackError("no_text");
  if ((text ?? "").length > TEXT_MAX) throw new SlackError("msg_too_long");
  return text ?? "";
}

function refuse(code: string, findings: Finding[], root: string): void {
  if (findings.length === 0) return;
  const isTooLong = findings.some(({ constraint }) => constraint.type === "msg_blocks_too_long");
  const messages = findings.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${root}${pointer}]`);
  throw new SlackError(isTooLong ? "msg_blocks_too_long" : code, { errors: findings, response_metadata: { messages } });
}

function refuseTypes({ faults }: Office, blocks: Block[]): void {
  const fault = faults.take("block_refused", ...blocks.map(({ type }) => type));
  const index = blocks.findIndex(({ type }) => type === fault?.blockType);
  if (!fault || index < 0) return;
  const messages = [`[ERROR] unsupported type: ${fault.blockType} [json-pointer:/blocks/${index}/type]`];
  throw new SlackError("invalid_blocks", { response_metadata: { messages } });
}

/** The channel if the app is in it. Private ones it is not in do not exist for it. */
export function joined({ workspace }: Office, id: string): Channel {
  const channel = workspace.channel(id);
  if (channel.members.has(APP.botUserId)) return channel;
  throw new SlackError(channel.kind === "private" ? "channel_not_found" : "not_in_channel");
}

export function announce({ feed }: Office, act: "posted" | "changed" | "deleted", message: Message): void {
  feed.publish({ type: "message", act, message });
}

/** A stretch of a list and where the next one begins. */
export function paginate<T>(list: T[], { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const start = cursor ? Number(Buffer.from(cursor, "base64url").toString()) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackError("invalid_cursor");
  const end = start + limit;
  const hasMore = end < list.length;
  const next_cursor = hasMore ? Buffer.from(String(end)).toString("base64url") : "";
  return { page: list.slice(start, end), hasMore, metadata: { response_metadata: { next_cursor } } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
