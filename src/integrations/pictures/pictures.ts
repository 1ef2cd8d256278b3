import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { Chart } from "#lib/view";
import { createCanvas } from "./canvas.ts";
import { FONT, SIZE, toSpec } from "./chart-spec.ts";

/** Sharp on dense screens. */
const SCALE = 2;

/** Draws charts with a font of its own: where there is none, the text would silently be missing. */
export function createPictures() {
  const canvas = createCanvas({ width: SIZE.width * SCALE, height: SIZE.height * SCALE, font: FONT });

  return {
    async draw(chart: Chart): Promise<Buffer> {
      const view = new View(parse(compile(toSpec(chart)).spec), { renderer: "none" });
      try {
        return await canvas.paint((externalContext) => view.toCanvas(SCALE, { type: "canvas", externalContext }));
      } finally {
        view.finalize();
      }
    },
  };
}
