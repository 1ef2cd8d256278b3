import canvasKit from "canvaskit-wasm";
import { expect, it } from "vitest";
import { createPictures } from "#integrations/pictures/pictures";
import type { Chart } from "#lib/view";

const CHART: Chart = {
  ...{ kind: "line", title: "Burndown of the zeppelin", alt: "20 points are left." },
  labels: ["Start", "08-03", "08-04", "08-05"],
  series: [
    { name: "Left", values: [30, 25, 20, null] },
    { name: "Ideal", values: [30, 20, 10, 0] },
  ],
};
const [INK_MAX, BLUE] = [0x60, [0x00, 0x72, 0xb2]];
/** The corners of what is looked at, in pixels of a picture of 1,280 by 600. */
const TITLE = [0, 0, 1_280, 75] as const;
const LABELS = [0, 475, 1_280, 510] as const;
const PLOT_LATE = [910, 90, 1_280, 460] as const;
const PLOT_EARLY = [90, 90, 910, 460] as const;

const pictures = createPictures();

async function read(png: Buffer) {
  const kit = await canvasKit.default();
  const image = kit.MakeImageFromEncoded(png);
  if (!image) throw new Error("This is no picture.");
  const [width, height] = [image.width(), image.height()];
  const kind = {
    alphaType: kit.AlphaType.Unpremul,
    colorType: kit.ColorType.RGBA_8888,
    colorSpace: kit.ColorSpace.SRGB,
  };
  const pixels = image.readPixels(0, 0, { ...kind, width, height }) as Uint8Array;
  function count(
    [left, top, right, bottom]: readonly [number, number, number, number],
    is: (rgb: number[]) => boolean,
  ) {
    let found = 0;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = 4 * (y * width + x);
        if (is([...pixels.subarray(at, at + 3)])) found++;
      }
    }
    return found;
  }
  return { width, height, count };
}

const isInk = (rgb: number[]) => rgb.every((part) => part < INK_MAX);
const isBlue = (rgb: number[]) => rgb.every((part, index) => Math.abs(part - (BLUE[index] ?? 0)) < 8);
const isPaper = (rgb: number[]) => rgb.every((part) => part === 255);

it("draws the words of a chart, and not only its lines", async () => {
  const [whole, wordless] = await Promise.all([
    pictures.draw(CHART).then(read),
    pictures.draw({ ...CHART, title: " ", labels: CHART.labels.map(() => " ") }).then(read),
  ]);
  expect([whole.width, whole.height]).toEqual([1_280, 600]);
  for (const place of [TITLE, LABELS]) {
    expect(whole.count(place, isInk)).toBeGreaterThan(300);
    expect(wordless.count(place, isInk)).toBe(0);
  }
});

it("ends a line where nobody measured, and has a paper of its own on dark pages", async () => {
  const { count } = await read(await pictures.draw(CHART));
  expect(count(PLOT_EARLY, isBlue)).toBeGreaterThan(1_000);
  expect(count(PLOT_LATE, isBlue)).toBe(0);
  expect(count([0, 0, 20, 600], isPaper)).toBe(20 * 600);
});

it("draws the same bytes from the same chart, whatever was drawn in between", async () => {
  const [one, , two] = await Promise.all([
    pictures.draw(CHART),
    pictures.draw({ ...CHART, kind: "bar" }),
    pictures.draw(CHART),
  ]);
  expect(one.equals(two)).toBe(true);
});

it("takes labels for words, and never for an expression", async () => {
  const labels = ["'] + alert(1) + ['", "datum.value", "\u0007\u200b", "日本 🎉"];
  expect((await pictures.draw({ ...CHART, labels })).length).toBeGreaterThan(1_000);
});
