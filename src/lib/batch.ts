/**
 * Collects what is written within one turn of the event loop, and while the previous write is still under way, and writes
 * it together: many callers share one commit. `write` answers one result per item, in order; when it throws, each of its
 * items' callers gets the error.
 */
export function createBatch<Item, Result>(write: (items: Item[]) => Promise<Result[]>, itemsMax = 500) {
  let waiting: Waiting<Item, Result>[] = [];
  let isBusy = false;

  function add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isBusy) {
        isBusy = true;
        setImmediate(() => void drain());
      }
    });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, itemsMax);
      waiting = waiting.slice(itemsMax);
      await settle(batch, write);
    }
    isBusy = false;
  }

  return add;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

async function settle<Item, Result>(
  batch: Waiting<Item, Result>[],
  write: (items: Item[]) => Promise<Result[]>,
): Promise<void> {
  try {
    const results = await write(batch.map(({ item }) => item));
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
