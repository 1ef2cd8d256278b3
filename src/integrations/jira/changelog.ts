import type { ToldChange } from "#domain/tickets/events";
import { cleanText } from "#lib/text";
import type { History, JiraFields } from "./payloads.ts";

const TEXT_LENGTH_MAX = 500;
/** Jira counts its histories; padded, they sort as text. */
const ID_DIGITS = 14;
const KEY = /[A-Za-z][A-Za-z0-9_]*-\d+/;

type Item = History["items"][number];
type Change = Omit<ToldChange, "id" | "at">;

/** What a history tells, item by item. Its ids name the item by its field, of which a history has one at most. */
export function toChanges({ id, created: at, items }: History, fields: JiraFields): ToldChange[] {
  const history = toSequence(id);
  return items.flatMap((item) => {
    const change = toChange(item, fields);
    if (!change) return [];
    const link = change.field === "blocked_by" ? `:${change.to ?? change.from}` : "";
    return [{ id: `${history}:${change.field}${link}`, at, ...change }];
  });
}

export function toSequence(id: string): string {
  return id.padStart(ID_DIGITS, "0");
}

/** The key under which the issue was known until then. */
export function formerKeyIn(items: readonly Item[]): string | undefined {
  const item = items.find((one) => wordsOf(one, "field") === "Key");
  return item && findKey(wordsOf(item, "fromString"));
}

function toChange(item: Item, { points, sprint, flag }: JiraFields): Change | undefined {
  const name = wordsOf(item, "field")?.toLowerCase() ?? "";
  const id = wordsOf(item, "fieldId");
  if (id === points || POINTS.has(name)) return { field: "points", ...wordsAround(item) };
  if (id === sprint || name === "sprint") return { field: "sprint", ...around(item, toIds, ["from", "to"]) };
  if (id === flag || name === "flagged") return { field: "flag", ...wordsAround(item) };
  return READERS[name]?.(item);
}

const POINTS = new Set(["story points", "story point estimate"]);

const READERS: Record<string, (item: Item) => Change | undefined> = {
  status: (item) => ({ field: "status", ...wordsAround(item) }),
  assignee: (item) => ({ field: "assignee", ...around(item, (id) => id?.toLowerCase() ?? null, ["from", "to"]) }),
  labels: (item) => ({ field: "label", ...around(item, toLabels) }),
  parent: toParent,
  issueparentassociation: toParent,
  "epic link": toParent,
  link: toBlocker,
};

function toParent(item: Item): Change {
  return { field: "parent", ...around(item, (words) => findKey(words) ?? null) };
}

/** Links of all kinds come under one name; what they are is in the sentence. */
function toBlocker(item: Item): Change | undefined {
  const [before, after] = [wordsOf(item, "fromString"), wordsOf(item, "toString")];
  if (!`${before ?? ""} ${after ?? ""}`.includes("is blocked by")) return undefined;
  return { field: "blocked_by", from: findKey(before) ?? null, to: findKey(after) ?? null };
}

function wordsAround(item: Item): Pick<Change, "from" | "to"> {
  return around(item, (words) => words ?? null);
}

function around(
  item: Item,
  read: (words: string | undefined) => string | null,
  [from, to]: [string, string] = ["fromString", "toString"],
): Pick<Change, "from" | "to"> {
  return { from: read(wordsOf(item, from)), to: read(wordsOf(item, to)) };
}

/** "100, 101" as "100,101"; null for none. */
function toIds(words: string | undefined): string | null {
  return (
    words
      ?.split(",")
      .map((id) => id.trim())
      .filter(Boolean)
      .sort()
      .join(",") || null
  );
}

/** Labels stand with spaces between them. */
function toLabels(words: string | undefined): string | null {
  return words?.split(/\s+/).filter(Boolean).map(toLabel).sort().join(",") || null;
}

/** Commas separate labels here. */
export function toLabel(label: string): string {
  return label.replaceAll(",", ";");
}

function findKey(words: string | undefined): string | undefined {
  return KEY.exec(words ?? "")?.[0].toUpperCase();
}

/** Undefined for what is missing, empty, or no text. */
function wordsOf(item: Item, name: string): string | undefined {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  return typeof value === "string" && value !== "" ? cleanText(value, TEXT_LENGTH_MAX) : undefined;
}
