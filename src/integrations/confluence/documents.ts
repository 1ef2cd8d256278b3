import { z } from "zod";
import type { Connector, Listed, Listing, Reading } from "#domain/knowledge/connector";
import { headed, type SourceDocument } from "#domain/knowledge/document";
import type { Skipped } from "#domain/knowledge/source";
import { fromAdf } from "#lib/adf-markdown";
import { UserError } from "#lib/errors";
import type { HttpOptions } from "#lib/http";
import { createJsonReads, isMissing, type JsonReads } from "../json-reads.ts";

const PAGE_SIZE = 100;
const PAGES_MAX = 200;
const AT_ONCE = 4;
const FORMAT = "body-format=atlas_doc_format";

export interface ConfluenceOptions {
  /** https://acme.atlassian.net */
  url: string;
  email: string;
  token: string;
  now(): Date;
  onAttempt?: HttpOptions["onAttempt"];
}

export interface SpaceOptions {
  key: string;
  /** The key of the space: "ENG". */
  space: string;
  audience: string;
  everyMinutes: number;
}

const Next = z.object({ next: z.string().optional() }).optional();
const Spaces = z.object({ results: z.array(z.object({ id: z.string(), key: z.string() })) });
const PageRow = z.object({
  id: z.string(),
  title: z.string(),
  parentId: z.string().nullish(),
  version: z.object({ number: z.number(), createdAt: z.string().optional() }),
  _links: z.object({ webui: z.string() }),
});
const Pages = z.object({ results: z.array(PageRow), _links: Next });
const Body = z.object({ body: z.object({ atlas_doc_format: z.object({ value: z.string() }) }) });
const Subjects = z.object({ results: z.array(z.unknown()) }).optional();
const Restrictions = z.object({ restrictions: z.object({ user: Subjects, group: Subjects }) });
type PageRow = z.output<typeof PageRow>;

/** Confluence over our HTTP core. Its newer interface has no restrictions yet, for which the older one is asked. */
export function createConfluence({ url, email, token, now, onAttempt }: ConfluenceOptions) {
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;
  const reads = createJsonReads({
    ...{ vendor: "Confluence", baseUrl: url, credential: "CONFLUENCE_TOKEN", now },
    headers: { authorization, accept: "application/json" },
    ...(onAttempt && { onAttempt }),
  });
  const site = { reads, home: `${url.replace(/\/+$/, "")}/wiki` };
  return {
    space: (options: SpaceOptions): Connector => ({
      ...{ key: options.key, kind: "confluence", location: options.space },
      ...{ audience: options.audience, everyMinutes: options.everyMinutes },
      list: (asked) => list(site, options, asked),
    }),
    /** How many spaces there are for us to see, one at least; for the doctor. */
    async check(signal: AbortSignal): Promise<number> {
      const wished = { schema: Spaces, what: "spaces", signal };
      return (await reads.json("/wiki/api/v2/spaces?limit=25", wished)).results.length;
    },
  };
}

interface Site {
  reads: JsonReads;
  home: string;
}

async function list(site: Site, { space, audience }: SpaceOptions, reading: Reading): Promise<Listing> {
  const wished = { schema: Spaces, what: `space ${space}`, signal: reading.signal };
  const { results } = await site.reads.json(`/wiki/api/v2/spaces?keys=${encodeURIComponent(space)}`, wished);
  const [found] = results;
  if (!found)
    throw new UserError(`Confluence shows no space ${space} to this account. Correct its key, or give it access.`);
  const { pages, isComplete } = await listPages(site, found.id, reading);
  const closed = await findClosed(site, pages, reading);
  const open = pages.filter((page) => !isBelow(page, closed, pages));
  return {
    items: open.map((page) => toItem(site, page, audience)),
    skipped: [],
    withdrawn: pages
      .filter((page) => isBelow(page, closed, pages))
      .map(({ id }) => ({ uri: id, reason: "Not everybody may read it there." })),
    ...{ isComplete, audience },
  };
}

async function listPages({ reads }: Site, space: string, { signal }: Reading) {
  const pages: PageRow[] = [];
  let path: string | undefined = `/wiki/api/v2/spaces/${space}/pages?status=current&limit=${PAGE_SIZE}`;
  for (let read = 0; path !== undefined; read++) {
    if (read >= PAGES_MAX) return { pages, isComplete: false };
    const { results, _links }: z.output<typeof Pages> = await reads.json(path, {
      schema: Pages,
      what: "pages",
      signal,
    });
    pages.push(...results);
    path = _links?.next;
  }
  return { pages, isComplete: true };
}

/** The pages that some may not read who may read the space. */
async function findClosed({ reads }: Site, pages: readonly PageRow[], { signal }: Reading): Promise<Set<string>> {
  const closed = new Set<string>();
  async function look({ id }: PageRow): Promise<void> {
    const path = `/wiki/rest/api/content/${id}/restriction/byOperation/read?limit=1`;
    const { restrictions } = await reads.json(path, { schema: Restrictions, what: `page ${id}`, signal }).catch(unseen);
    const subjects = [...(restrictions.user?.results ?? []), ...(restrictions.group?.results ?? [])];
    if (subjects.length > 0) closed.add(id);
  }
  for (let start = 0; start < pages.length; start += AT_ONCE) {
    await Promise.all(pages.slice(start, start + AT_ONCE).map(look));
  }
  return closed;
}

/** Of whom nobody says who may read it, nobody may. */
function unseen(error: unknown): z.output<typeof Restrictions> {
  if (!isMissing(error)) throw error;
  return { restrictions: { user: { results: [null] }, group: undefined } };
}

/** What is closed closes all that lies below it. */
function isBelow(page: PageRow, closed: ReadonlySet<string>, pages: readonly PageRow[]): boolean {
  const seen = new Set<string>();
  const parents = new Map(pages.map(({ id, parentId }) => [id, parentId]));
  for (let id: string | null | undefined = page.id; id && !seen.has(id); id = parents.get(id)) {
    if (closed.has(id)) return true;
    seen.add(id);
  }
  return false;
}

function toItem(site: Site, page: PageRow, audience: string): Listed {
  const { id, version, title } = page;
  // A new name is a new version there, too; the address may move without one.
  return {
    uri: id,
    version: `${version.number}:${page._links.webui}`,
    audience,
    read: (reading) => readPage(site, page, { audience, title, reading }),
  };
}

interface Wished {
  audience: string;
  title: string;
  reading: Reading;
}

type Read = SourceDocument | Skipped | undefined;

async function readPage({ reads, home }: Site, page: PageRow, { audience, title, reading }: Wished): Promise<Read> {
  const { id, version, _links } = page;
  const wished = { schema: Body, what: `page ${id}`, signal: reading.signal };
  const found = await reads.json(`/wiki/api/v2/pages/${id}?${FORMAT}`, wished).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!found) return undefined;
  const text = fromAdf(JSON.parse(found.body.atlas_doc_format.value || "null"));
  if (text.trim() === "") return { uri: id, reason: "There is nothing in it." };
  return {
    ...{ uri: id, text: headed(title, text), format: "markdown", anchors: "confluence", audience, trust: "member" },
    ...{ url: `${home}${_links.webui}` },
    updatedAt: version.createdAt === undefined ? null : new Date(version.createdAt),
  };
}
