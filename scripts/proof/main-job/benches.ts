// The benches, each figure with its floor and bar.
import { type BenchResult, describe, passes } from "../../bench/result.ts";
import type { Figure } from "../figure.ts";

const BENCHES = ["slack", "intake", "import", "reports"];

export async function* proveBenches(isLong: boolean): AsyncGenerator<Figure> {
  for (const name of BENCHES) {
    const bench: { run(isLong: boolean): Promise<BenchResult[]> } = await import(`../../bench/${name}.bench.ts`);
    for (const result of await bench.run(isLong)) yield toFigure(result);
  }
}

function toFigure(result: BenchResult): Figure {
  const [name = "", measured = ""] = describe(result).split(/: (.*?)(?: \(bar.*)?$/s);
  const bar = result.bar ? ("atLeast" in result.bar ? `≥ ${result.bar.atLeast}` : `≤ ${result.bar.atMost}`) : "none";
  return { name, measured, bar, ok: passes(result) };
}
