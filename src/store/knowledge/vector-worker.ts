// The thread in which vectors are compared: it holds all of them, because to read them anew for each question takes longer.
import { parentPort } from "node:worker_threads";
import type { Ranked } from "#domain/knowledge/ranking";
import { likeness } from "#domain/knowledge/vectors";

interface Row extends Ranked {
  audience: string;
  vector: Float32Array;
}

export type Order =
  | { do: "add"; rows: Row[] }
  | { do: "drop"; chunks: number[] }
  | { do: "search"; id: number; vector: Float32Array; audiences: readonly string[]; limit: number };

export interface Nearest {
  id: number;
  ranked: Ranked[];
}

const held = new Map<number, Row>();

parentPort?.on("message", (order: Order) => {
  if (order.do === "add") for (const row of order.rows) held.set(row.chunk, row);
  if (order.do === "drop") for (const chunk of order.chunks) held.delete(chunk);
  if (order.do === "search") parentPort?.postMessage({ id: order.id, ranked: search(order) } satisfies Nearest);
});

interface Scored extends Ranked {
  score: number;
}

function search({ vector, audiences, limit }: Extract<Order, { do: "search" }>): Ranked[] {
  const allowed = new Set(audiences);
  const best: Scored[] = [];
  for (const { chunk, document, audience, vector: own } of held.values()) {
    if (!allowed.has(audience) || own.length !== vector.length) continue;
    insert(best, { chunk, document, score: likeness(own, vector) }, limit);
  }
  return best.map(({ chunk, document }) => ({ chunk, document }));
}

/** Best first, and no more than that many. */
function insert(best: Scored[], one: Scored, limit: number): void {
  const last = best.at(-1);
  if (best.length >= limit && last && one.score <= last.score) return;
  const place = best.findIndex(({ score }) => score < one.score);
  best.splice(place === -1 ? best.length : place, 0, one);
  if (best.length > limit) best.pop();
}
