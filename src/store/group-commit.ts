import { createBatch } from "#lib/batch";
import type { Db, Store } from "./db.ts";
import { isRefusal } from "./refusal.ts";

/** Writes items of one kind; answers one result per item, in order. Run again for fewer of them if one is at fault. */
export type Write<Item, Result> = (tx: Db, items: Item[]) => Promise<Result[]>;

/** Turns a `write` into a function that writes one item and resolves when it is committed. */
export type GroupCommit = <Item, Result>(write: Write<Item, Result>) => (item: Item) => Promise<Result>;

/**
 * Small writes of one event-loop turn, of whatever kind, share one transaction: a commit waits for the disk, and waiting
 * once for all of them costs as much as waiting for one. Nobody hears of success before it is committed.
 */
export function createGroupCommit(store: Store): GroupCommit {
  const commit = createBatch((entries: Entry[]) => commitAll(store, entries));
  return function join<Item, Result>(write: Write<Item, Result>) {
    return async (item: Item): Promise<Result> => {
      const ending = await commit({ write: write as Write<unknown, unknown>, item });
      if ("error" in ending) throw ending.error;
      return ending.result as Result;
    };
  };
}

interface Entry {
  write: Write<unknown, unknown>;
  item: unknown;
}

type Ending = { result: unknown } | { error: unknown };

/** One whose data is refused takes nobody down with it: the halves are tried again, until it fails alone. */
async function commitAll(store: Store, entries: Entry[]): Promise<Ending[]> {
  try {
    return await store.transaction((tx) => writeAll(tx, entries));
  } catch (error) {
    if (entries.length === 1 || !isOfItem(error)) return entries.map(() => ({ error }));
    const middle = Math.ceil(entries.length / 2);
    const first = await commitAll(store, entries.slice(0, middle));
    return [...first, ...(await commitAll(store, entries.slice(middle)))];
  }
}

/** What the database refuses, or what cannot be put into words for it. When it is away, each would only wait in vain. */
function isOfItem(error: unknown): boolean {
  return isRefusal(error) || error instanceof TypeError;
}

async function writeAll(tx: Db, entries: Entry[]): Promise<Ending[]> {
  const endings: Ending[] = [];
  for (const [write, indexes] of byWrite(entries)) {
    const results = await write(
      tx,
      indexes.map((index) => entries[index]?.item),
    );
    for (const [nth, index] of indexes.entries()) endings[index] = { result: results[nth] };
  }
  return endings;
}

function byWrite(entries: Entry[]): Map<Entry["write"], number[]> {
  const groups = new Map<Entry["write"], number[]>();
  for (const [index, { write }] of entries.entries()) {
    const group = groups.get(write);
    if (group) group.push(index);
    else groups.set(write, [index]);
  }
  return groups;
}
