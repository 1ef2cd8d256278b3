import type { Chart } from "#lib/view";

/** Draws what a surface cannot. */
export interface Pictures {
  /** A PNG that can be read on light and on dark. */
  draw(chart: Chart): Promise<Buffer>;
}
