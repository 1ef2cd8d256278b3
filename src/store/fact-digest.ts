import { createHash } from "node:crypto";
import { type FactRow, type FactTableName, factTableNames } from "#domain/fact-tables";
import { canonicalJson } from "#lib/hash";

const DIGEST_BYTES = 32;

export type Digests = ReturnType<typeof createDigests>;

/**
 * A sha256 per table over the sha256 of each row. The rows' hashes are combined by exclusive or, so that engines which
 * order text differently come to the same digest; no row can hide another, because keys are unique.
 */
export function createDigests() {
  const sums = new Map(factTableNames.map((name) => [name, Buffer.alloc(DIGEST_BYTES)]));

  function add(name: FactTableName, rows: Iterable<FactRow>): void {
    const sum = sums.get(name);
    if (!sum) throw new Error(`There is no table ${name}.`);
    for (const row of rows) {
      const hash = createHash("sha256").update(canonicalJson(row)).digest();
      for (let index = 0; index < DIGEST_BYTES; index++) sum[index] = (sum[index] ?? 0) ^ (hash[index] ?? 0);
    }
  }

  function finish(): Record<FactTableName, string> {
    const entries = [...sums].map(([name, sum]) => [name, createHash("sha256").update(sum).digest("hex")]);
    return Object.fromEntries(entries) as Record<FactTableName, string>;
  }

  return { add, finish };
}
