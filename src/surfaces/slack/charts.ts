import type { ImageBlock, KnownBlock } from "@slack/types";
import { DAY_MS } from "#lib/time";
import { CHART } from "./chart.ts";
import { LIMITS } from "./limits.ts";
import type { Message } from "./render.ts";
import { clamp } from "./text.ts";
import { createUploads, type UploadOptions } from "./uploads.ts";

/** When the workspace last refused a chart. */
const REFUSED = "slack:charts-refused";

/** A message as it is sent. */
export type Sendable = Pick<Message, "text" | "blocks">;

export interface Charts {
  /** As the workspace takes it: its charts drawn by Slack, or else pictures of them, or else their words alone. */
  fit(message: Message): Promise<Sendable>;
  /** What to send in place of a message that was refused; undefined where neither charts nor pictures are to blame. */
  simplify(refused: Refused): Promise<Message | undefined>;
}

export interface Refused {
  message: Message;
  sent: Sendable;
  /** What Slack said is wrong; all of it may be where it says nothing. */
  pointers: readonly string[];
}

export interface ChartOptions extends UploadOptions {
  log: { warn(fields: object, message: string): void };
}

export function createCharts(options: ChartOptions): Charts {
  const { memory, now, log } = options;
  const uploads = createUploads(options);

  /** Without a picture the words above it still say the same. */
  async function toImage(message: Message, block: KnownBlock): Promise<ImageBlock[]> {
    const chart = message.charts?.[block.block_id ?? ""];
    if (!chart) return [];
    try {
      const id = await uploads.idOf(chart);
      const alt_text = clamp(chart.alt, LIMITS.altText) || chart.title;
      return [{ type: "image", slack_file: { id }, alt_text }];
    } catch (error) {
      log.warn({ error }, "slack chart not drawn");
      return [];
    }
  }

  async function isRefused(): Promise<boolean> {
    const at = await memory.recall(REFUSED);
    return typeof at === "string" && now().getTime() - Date.parse(at) < DAY_MS;
  }

  return {
    async fit(message) {
      const { text, blocks } = message;
      if (!blocks.some(isChart) || !(await isRefused())) return { text, blocks };
      const shown = await Promise.all(blocks.map((block) => (isChart(block) ? toImage(message, block) : [block])));
      return { text, blocks: shown.flat() };
    },
    async simplify({ message, sent, pointers }) {
      const blamed = listBlamed(sent, pointers);
      if (blamed.some(isChart)) {
        await memory.remember(REFUSED, now().toISOString(), now());
        return message;
      }
      if (!blamed.some(isPicture)) return undefined;
      await uploads.forget();
      return { text: message.text, blocks: message.blocks.filter((block) => !isChart(block)) };
    },
  };
}

function listBlamed({ blocks }: Sendable, pointers: readonly string[]): KnownBlock[] {
  const named = pointers.flatMap((pointer) => /\/blocks\/(\d+)/.exec(pointer)?.[1] ?? []).map(Number);
  return named.length === 0 ? blocks : blocks.filter((_, index) => named.includes(index));
}

function isChart(block: { type: string }): boolean {
  return block.type === CHART;
}

function isPicture(block: KnownBlock): boolean {
  return block.type === "image" && "slack_file" in block;
}
