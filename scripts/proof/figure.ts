/** One figure of a proof: what was measured, what it must be, and whether it is. */
export interface Figure {
  name: string;
  measured: string;
  bar: string;
  ok: boolean;
}

export function equal(name: string, measured: unknown, expected: unknown): Figure {
  const [left, right] = [JSON.stringify(measured), JSON.stringify(expected)];
  return { name, measured: left ?? "nothing", bar: `= ${right}`, ok: left === right };
}

export function atLeast(name: string, measured: number, bar: number): Figure {
  return { name, measured: String(measured), bar: `≥ ${bar}`, ok: measured >= bar };
}

export function atMost(name: string, measured: number, bar: number): Figure {
  return { name, measured: String(measured), bar: `≤ ${bar}`, ok: measured <= bar };
}

/** Something that could not be measured here, said out loud; it counts as short. */
export function missing(name: string, why: string): Figure {
  return { name, measured: `not measured: ${why}`, bar: "measured", ok: false };
}
