import { z } from "zod";
import type { Connector, Listed, Listing, Reading } from "#domain/knowledge/connector";
import { headed, type SourceDocument } from "#domain/knowledge/document";
import type { Skipped } from "#domain/knowledge/source";
import type { HttpOptions } from "#lib/http";
import { createJsonReads, isMissing, type JsonReads } from "../json-reads.ts";

const VERSION = "2025-09-03";
const PAGE_SIZE = 100;
const PAGES_MAX = 200;
/** Notion tells the minute of an edit. */
const SETTLED_MS = 120_000;

export interface NotionOptions {
  /** https://api.notion.com */
  url: string;
  token: string;
  now(): Date;
  onAttempt?: HttpOptions["onAttempt"];
}

export interface SharedOptions {
  key: string;
  audience: string;
  everyMinutes: number;
}

const PageRow = z.object({
  object: z.literal("page"),
  id: z.string(),
  url: z.string(),
  last_edited_time: z.string(),
  in_trash: z.boolean().default(false),
  properties: z.record(
    z.string(),
    z.looseObject({ type: z.string(), title: z.array(z.object({ plain_text: z.string() })).optional() }),
  ),
});
type PageRow = z.output<typeof PageRow>;
const Found = z.object({ results: z.array(PageRow), has_more: z.boolean(), next_cursor: z.string().nullable() });
const Markdown = z.object({ markdown: z.string(), truncated: z.boolean().default(false) });
const Me = z.object({ object: z.literal("user"), name: z.string().nullish() });

/** Notion over our HTTP core; it writes Markdown of its pages itself. */
export function createNotion({ url, token, now, onAttempt }: NotionOptions) {
  const reads = createJsonReads({
    ...{ vendor: "Notion", baseUrl: url, credential: "NOTION_TOKEN", now },
    headers: { authorization: `Bearer ${token}`, "notion-version": VERSION, accept: "application/json" },
    ...(onAttempt && { onAttempt }),
  });
  return {
    /** Every page that somebody has shared with the integration. */
    shared: ({ key, audience, everyMinutes }: SharedOptions): Connector => ({
      ...{ key, kind: "notion", location: "Notion", audience, everyMinutes },
      list: (asked) => list(reads, audience, asked),
    }),
    /** As whom the token is known; for the doctor. */
    async check(signal: AbortSignal): Promise<string> {
      return (await reads.json("/v1/users/me", { schema: Me, what: "account", signal })).name ?? "an integration";
    },
  };
}

async function list(reads: JsonReads, audience: string, { signal, now }: Reading): Promise<Listing> {
  const pages: PageRow[] = [];
  let cursor: string | null = null;
  for (let read = 0; read === 0 || cursor !== null; read++) {
    if (read >= PAGES_MAX) return toListing(reads, pages, { audience, now: now(), isComplete: false });
    const from: { start_cursor?: string } = cursor === null ? {} : { start_cursor: cursor };
    const body = { filter: { property: "object", value: "page" }, page_size: PAGE_SIZE, ...from };
    const found: z.output<typeof Found> = await reads.json("/v1/search", {
      schema: Found,
      what: "pages",
      signal,
      body,
    });
    pages.push(...found.results.filter(({ in_trash }) => !in_trash));
    cursor = found.has_more ? found.next_cursor : null;
  }
  return toListing(reads, pages, { audience, now: now(), isComplete: true });
}

function toListing(
  reads: JsonReads,
  pages: readonly PageRow[],
  { audience, now, isComplete }: { audience: string; now: Date; isComplete: boolean },
): Listing {
  return { items: pages.map((page) => toItem(reads, page, { audience, now })), skipped: [], isComplete, audience };
}

function toItem(reads: JsonReads, page: PageRow, { audience, now }: { audience: string; now: Date }): Listed {
  const { id, last_edited_time } = page;
  // What was edited a moment ago may be edited again under the same time: it is read once more.
  const isFresh = now.getTime() - Date.parse(last_edited_time) < SETTLED_MS;
  const fresh = isFresh ? `:${now.toISOString()}` : "";
  return {
    uri: id,
    version: `${last_edited_time}:${page.url}${fresh}`,
    audience,
    read: (reading) => readPage(reads, page, { audience, reading }),
  };
}

async function readPage(
  reads: JsonReads,
  page: PageRow,
  { audience, reading }: { audience: string; reading: Reading },
): Promise<SourceDocument | Skipped | undefined> {
  const { id, url, last_edited_time } = page;
  const wished = { schema: Markdown, what: `page ${id}`, signal: reading.signal };
  const found = await reads.json(`/v1/pages/${id}/markdown`, wished).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!found) return undefined;
  if (found.markdown.trim() === "") return { uri: id, reason: "There is nothing in it." };
  return {
    ...{ uri: id, text: headed(titleOf(page), found.markdown), format: "markdown", anchors: "none" },
    ...{ url, audience, trust: "member", updatedAt: new Date(last_edited_time) },
  };
}

/** Whatever its name, the property of this type is the title. */
function titleOf({ properties, id }: PageRow): string {
  const title = Object.values(properties).find(({ type }) => type === "title")?.title ?? [];
  return title.map(({ plain_text }) => plain_text).join("") || id;
}
