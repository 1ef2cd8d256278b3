const PAGES_MAX = 10_000;

interface Listed {
  id: number;
}

interface Answer<Item> {
  data: Item[];
  headers: { link?: string | undefined };
}

/** A list that is sorted by an instant, and can be asked to begin at any. */
export interface Seeking<Item extends Listed> {
  direction: "up" | "down";
  from: number;
  /** Asks for what is of `bound` and beyond, in milliseconds. */
  read(bound: number, page: number): Promise<Answer<Item>>;
  instantOf(item: Item): string;
}

export interface Sought<Item> {
  items: Item[];
  /** Everything up to here has been given. */
  bound: number;
}

/**
 * Reads a list to its end, each page being the first of a list that begins where the last one ended. Numbered pages would
 * pass over what moves up a place because something before it was touched meanwhile; they are turned only where more
 * items than fit a page are of one instant. Throws when there is no end to it; what was given until then stays good.
 */
export async function* seek<Item extends Listed>(list: Seeking<Item>): AsyncGenerator<Sought<Item>> {
  let bound = list.from;
  let page = 1;
  let seen = new Set<string>();
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const { data, headers } = await list.read(bound, page);
    const keys = data.map((item) => `${item.id}@${list.instantOf(item)}`);
    const next = nextBound(list, data.at(-1), bound);
    const known = seen;
    yield { items: data.filter((_item, index) => !known.has(keys[index] ?? "")), bound: next };
    if (!headers.link?.includes('rel="next"')) return;
    seen = next === bound ? new Set([...seen, ...keys]) : new Set(keys);
    page = next === bound ? page + 1 : 1;
    bound = next;
  }
  throw new Error(`A list of GitHub did not end within ${PAGES_MAX} pages.`);
}

function nextBound<Item extends Listed>(list: Seeking<Item>, last: Item | undefined, bound: number): number {
  if (!last) return bound;
  const reached = Date.parse(list.instantOf(last));
  return list.direction === "up" ? Math.max(bound, reached) : Math.min(bound, reached);
}
