import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import canvasKit from "canvaskit-wasm";

const require = createRequire(import.meta.url);
const FONT_FILE = require.resolve("roboto-fontface/fonts/roboto/Roboto-Regular.woff2");
const DATA_PREFIX = /^data:image\/png;base64,/;
/** How much of a text lies left of the place where it is aligned. */
const BEFORE: Record<string, number> = { center: 0.5, right: 1, end: 1 };

/** What we use of a context; its whole type is that of a browser's. */
interface Context {
  textAlign?: string;
  save(): void;
  restore(): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
}

export interface Canvas {
  /** A PNG of what `paint` paints; nothing of it is left for the next one. */
  paint(paint: (context: unknown) => Promise<unknown>): Promise<Buffer>;
}

interface CanvasOptions {
  width: number;
  height: number;
  /** The name by which its only font goes. */
  font: string;
}

/** A canvas without a browser, painted on by one after the other: to close one would take away the font of the next. */
export function createCanvas(options: CanvasOptions): Canvas {
  let opened: ReturnType<typeof open> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function paintOne(paint: (context: unknown) => Promise<unknown>): Promise<Buffer> {
    opened ??= open(options);
    try {
      const { context, read } = await opened;
      context.save();
      await paint(context);
      context.restore();
      return read();
    } catch (error) {
      // It may be left in the middle of anything.
      opened = undefined;
      throw error;
    }
  }

  return {
    paint(paint) {
      const painted = last.then(() => paintOne(paint));
      last = painted.catch(() => undefined);
      return painted;
    },
  };
}

async function open({ width, height, font }: CanvasOptions) {
  const [kit, bytes] = await Promise.all([canvasKit.default(), readFile(FONT_FILE)]);
  const canvas = kit.MakeCanvas(width, height);
  canvas.loadFont(bytes, { family: font });
  const context: Context | null = canvas.getContext("2d");
  if (!context) throw new Error("The canvas cannot be painted on.");
  mendText(context);
  return { context, read: () => Buffer.from(canvas.toDataURL().replace(DATA_PREFIX, ""), "base64") };
}

/** By itself it writes every text to the right of its place, whatever was asked for, and breaks over one of blanks alone. */
function mendText(context: Context): void {
  const write = context.fillText.bind(context);
  context.fillText = (text, x, y) => {
    if (text.trim() === "") return;
    write(text, x - (BEFORE[context.textAlign ?? ""] ?? 0) * context.measureText(text).width, y);
  };
}
