import { checkMessage, checkView } from "../blocks/check.ts";
import type { Finding } from "../blocks/inspector.ts";
import type { Office } from "../desk.ts";
import { withIds } from "../elements.ts";
import { imageTypeOf } from "../images.ts";
import { type Block, isJson, SlackError } from "../model.ts";
import type { ViewBody } from "../view-shelf.ts";

const TEXT_MAX = 40_000;

/** Blocks that Slack would take, each with its ids. Throws SlackError `invalid_blocks` with what is wrong. */
export function acceptBlocks(office: Office, blocks: unknown): Block[] {
  if (blocks === undefined) return [];
  refuse("invalid_blocks", checkMessage(blocks), "/blocks");
  refuseTypes(office, blocks as Block[]);
  refuseFiles(office, blocks as Block[]);
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

/** A picture shows a file that is there, whole and an image. */
function refuseFiles({ files }: Office, blocks: Block[]): void {
  for (const [index, { type, slack_file: shown }] of blocks.entries()) {
    if (type !== "image" || !isJson(shown)) continue;
    const file = files.get(String(shown["id"]));
    if (file?.isComplete && imageTypeOf(file.bytes)) continue;
    const messages = [`[ERROR] invalid slack file [json-pointer:/blocks/${index}/slack_file]`];
    throw new SlackError("invalid_blocks", { response_metadata: { messages } });
  }
}
