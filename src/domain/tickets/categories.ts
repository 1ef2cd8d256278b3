/** What a status means for reports, whatever a tracker calls it. */
export type Category = "todo" | "doing" | "done" | "dropped";
export type CategoryOf = (status: string) => Category;

/** A status as its vendor describes it. No tracker but Linear tells what was finished from what was given up. */
export interface VendorStatus {
  name: string;
  category: Category;
}

/** Names under which trackers close what nobody is going to do. */
const DROPPED_NAMES = new Set([
  "won't do",
  "wont do",
  "won't fix",
  "wontfix",
  "duplicate",
  "cancelled",
  "canceled",
  "rejected",
  "abandoned",
  "obsolete",
]);

/**
 * Joins what we know of statuses: the configuration has the last word, then the names of giving up, then the vendor.
 * A status that nobody described is work to do, which claims the least.
 */
export function categoriesOf(
  statuses: readonly VendorStatus[],
  configured: ReadonlyMap<string, Category> = new Map(),
): CategoryOf {
  const known = new Map<string, Category>();
  for (const { name, category } of statuses) known.set(plain(name), category);
  const chosen = new Map([...configured].map(([name, category]) => [plain(name), category]));
  return (status) => {
    const name = plain(status);
    return chosen.get(name) ?? (DROPPED_NAMES.has(name) ? "dropped" : (known.get(name) ?? "todo"));
  };
}

/** Names are compared without regard to case, spacing at the ends and the curl of an apostrophe. */
function plain(name: string): string {
  return name.trim().replaceAll("’", "'").toLowerCase();
}
