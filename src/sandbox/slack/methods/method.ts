import { z } from "zod";
import type { Office } from "../desk.ts";
import { type Channel, type Json, type Message, SlackError } from "../model.ts";
import { APP } from "../workspace.ts";

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
