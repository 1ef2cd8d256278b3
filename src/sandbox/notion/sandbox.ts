import { z } from "zod";
import { createFaults, type Faults } from "../wire/faults.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Ask, type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";

const TOKEN = "ntn_sandboxtoken";
const VERSION = "2025-09-03";
const LEDGER_MAX = 10_000;
const PAGE_SIZE_MAX = 100;

export interface NotionPage {
  id: string;
  title: string;
  markdown: string;
  at: Date;
  isInTrash: boolean;
}

export interface NotionSandbox {
  url: string;
  token: string;
  /** What is shared with the integration. */
  pages: Map<string, NotionPage>;
  write(page: { id: string; title: string; markdown: string }): NotionPage;
  requests: Ledger<VendorRequest>;
  faults: Faults<VendorFault>;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

const Search = z.strictObject({
  query: z.string().optional(),
  filter: z.strictObject({ property: z.literal("object"), value: z.enum(["page", "data_source"]) }).optional(),
  page_size: z.int().min(1).max(PAGE_SIZE_MAX).default(PAGE_SIZE_MAX),
  start_cursor: z.string().optional(),
});

/** A workspace of Notion as an integration sees it. */
export async function createNotionSandbox({ port = 0, seed = 1, now = () => new Date() } = {}): Promise<NotionSandbox> {
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const pages = new Map<string, NotionPage>();
  const listening = await serveVendor({ voice: createVoice(pages), faults, requests, port });
  return {
    ...{ url: listening.url, token: TOKEN, pages, requests, faults },
    write(page) {
      const written = { ...page, at: now(), isInTrash: false };
      pages.set(page.id, written);
      return written;
    },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

function createVoice(pages: Map<string, NotionPage>): Voice {
  return {
    operationOf: ({ method, path }) => `${method} ${path.replace(/\/pages\/[^/]+/, "/pages/{id}")}`,
    stop: ({ headers }) => (headers.authorization === `Bearer ${TOKEN}` ? undefined : fail(401, {})),
    fail,
    answer: (ask) => (ask.headers["notion-version"] === VERSION ? answer(pages, ask) : fail(400, {})),
  };
}

function answer(pages: Map<string, NotionPage>, ask: Ask): Reply {
  const { method, path } = ask;
  if (method === "POST" && path === "/v1/search") return search([...pages.values()], ask);
  if (method === "GET" && path === "/v1/users/me") {
    return { status: 200, body: { object: "user", id: "bot", type: "bot", name: "Adjutant", bot: {} } };
  }
  const page = pages.get(/^\/v1\/pages\/([^/]+)\/markdown$/.exec(path)?.[1] ?? "");
  if (method !== "GET" || !page) return fail(404, {});
  const { id, markdown } = page;
  return { status: 200, body: { object: "page_markdown", id, markdown, truncated: false, unknown_block_ids: [] } };
}

function search(all: readonly NotionPage[], { body }: Ask): Reply {
  const asked = Search.safeParse(body);
  if (!asked.success) return fail(400, {});
  const { page_size, start_cursor = "0" } = asked.data;
  const start = Number(start_cursor);
  const results = all.slice(start, start + page_size).map(toRow);
  const hasMore = start + page_size < all.length;
  const next_cursor = hasMore ? String(start + page_size) : null;
  return {
    status: 200,
    body: { object: "list", type: "page_or_data_source", results, has_more: hasMore, next_cursor },
  };
}

function toRow({ id, title, at, isInTrash }: NotionPage) {
  const words = [{ type: "text", text: { content: title, link: null }, plain_text: title, href: null }];
  return {
    ...{ object: "page", id, url: `https://notion.example/${id}`, public_url: null, in_trash: isInTrash },
    ...{ created_time: at.toISOString(), last_edited_time: at.toISOString() },
    ...{ last_edited_by: { object: "user", id: "u-ada" }, parent: { type: "workspace", workspace: true } },
    properties: { Name: { id: "title", type: "title", title: words }, Tags: { id: "t", type: "multi_select" } },
  };
}

function fail(status: number, headers: Record<string, string>): Reply {
  return { status, body: { object: "error", status, code: "sandbox", message: `This is a ${status}.` }, headers };
}
