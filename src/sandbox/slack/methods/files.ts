import { z } from "zod";
import { type Json, SlackError } from "../model.ts";
import { APP } from "../workspace.ts";
import { announce, defineMethod, joined, jsonText, type Method } from "./method.ts";

const FILES_MAX = 200;
const BYTES_MAX = 20_000_000;

const Complete = z.object({
  files: jsonText(
    z
      .array(z.object({ id: z.string(), title: z.string().optional() }))
      .min(1)
      .max(10),
  ),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
});

export const files: Record<string, Method> = {
  "files.getUploadURLExternal": defineMethod(
    z.object({ filename: z.string().min(1), length: z.coerce.number().int().min(1).max(BYTES_MAX) }),
    (office, { filename }) => {
      const id = `F${office.nextId()}`;
      office.files.set(id, { name: filename, bytes: Buffer.alloc(0), isComplete: false });
      if (office.files.size > FILES_MAX) office.files.delete(office.files.keys().next().value ?? "");
      return { upload_url: `${office.url}/upload/${id}`, file_id: id };
    },
  ),
  "files.completeUploadExternal": defineMethod(Complete, (office, args) => {
    const done: Json[] = args.files.map(({ id, title }) => {
      const file = office.files.get(id);
      if (!file || file.bytes.length === 0) throw new SlackError("file_not_found");
      file.isComplete = true;
      return { id, title: title ?? file.name };
    });
    if (args.channel_id === undefined) return { files: done };
    const channel = joined(office, args.channel_id);
    const names = done.map(({ title }) => String(title)).join(", ");
    const message = office.messages.post({
      ...{ channel: channel.id, user: APP.botUserId, isFromApp: true, threadTs: args.thread_ts ?? null },
      text: `${args.initial_comment ?? ""}\n📎 ${names}`.trim(),
    });
    announce(office, "posted", message);
    return { files: done };
  }),
};
