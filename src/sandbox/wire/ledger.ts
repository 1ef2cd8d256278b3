/** The last so many entries, in order; older ones are forgotten, but counted. */
export interface Ledger<Entry> {
  add(entry: Entry): void;
  entries(): Entry[];
  /** How many there have ever been. */
  count(): number;
  clear(): void;
}

export function createLedger<Entry>(entriesMax: number): Ledger<Entry> {
  let ring: Entry[] = [];
  let count = 0;
  return {
    add(entry) {
      ring[count++ % entriesMax] = entry;
    },
    entries() {
      const split = count % entriesMax;
      return count <= entriesMax ? [...ring] : [...ring.slice(split), ...ring.slice(0, split)];
    },
    count: () => count,
    clear() {
      ring = [];
      count = 0;
    },
  };
}
