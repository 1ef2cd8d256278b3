import { createFaults, type Faults } from "../wire/faults.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Ask, type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";

const EMAIL = "bot@acme.example";
const TOKEN = "ATATT-sandbox-wiki";
const LEDGER_MAX = 10_000;
const LIMIT_MAX = 250;
const SPACE = { id: "65537", key: "ENG", name: "Engineering" };

/** A page as the wiki keeps it; `body` is a document of Atlassian's format. */
export interface WikiPage {
  id: string;
  title: string;
  parentId: string | null;
  version: number;
  at: Date;
  body: unknown;
  /** Whether only some may read it who may read the space. */
  isRestricted: boolean;
}

export interface ConfluenceSandbox {
  url: string;
  email: string;
  token: string;
  space: string;
  pages: Map<string, WikiPage>;
  /** Writes a page of paragraphs and headings ("# …"), or the next version of it. */
  write(page: { id: string; title: string; lines: string[]; parentId?: string }): WikiPage;
  requests: Ledger<VendorRequest>;
  faults: Faults<VendorFault>;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

/** One space of a wiki, in Confluence's newer interface, with the restrictions that only the older one tells. */
export async function createConfluenceSandbox({
  port = 0,
  seed = 1,
  now = () => new Date(),
} = {}): Promise<ConfluenceSandbox> {
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const pages = new Map<string, WikiPage>();
  const listening = await serveVendor({ voice: createVoice(pages), faults, requests, port });
  return {
    ...{ url: listening.url, email: EMAIL, token: TOKEN, space: SPACE.key, pages, requests, faults },
    write({ id, title, lines, parentId }) {
      const before = pages.get(id);
      const page: WikiPage = {
        ...{ id, title, parentId: parentId ?? null, version: (before?.version ?? 0) + 1, at: now() },
        ...{ body: toDocument(lines), isRestricted: before?.isRestricted ?? false },
      };
      pages.set(id, page);
      return page;
    },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

function toDocument(lines: readonly string[]) {
  const content = lines.map((line) => {
    const [, marks = "", text = line] = /^(#{1,6}) (.*)$/.exec(line) ?? [];
    const inner = [{ type: "text", text }];
    if (marks === "") return { type: "paragraph", content: inner };
    return { type: "heading", attrs: { level: marks.length }, content: inner };
  });
  return { version: 1, type: "doc", content };
}

function createVoice(pages: Map<string, WikiPage>): Voice {
  const login = `Basic ${Buffer.from(`${EMAIL}:${TOKEN}`).toString("base64")}`;
  return {
    operationOf: ({ method, path }) => `${method} ${path.replace(/\/\d+/g, "/{id}")}`,
    stop: ({ headers }) => (headers.authorization === login ? undefined : fail(401, {})),
    fail,
    answer: (ask) => (ask.method === "GET" ? answer(pages, ask) : fail(404, {})),
  };
}

function answer(pages: Map<string, WikiPage>, ask: Ask): Reply {
  const { path, query } = ask;
  if (path === "/wiki/api/v2/spaces") return listSpaces(query);
  if (path === `/wiki/api/v2/spaces/${SPACE.id}/pages`) return listPages([...pages.values()], ask);
  const [, restricted] = /^\/wiki\/rest\/api\/content\/(\d+)\/restriction\/byOperation\/read$/.exec(path) ?? [];
  const [, id] = /^\/wiki\/api\/v2\/pages\/(\d+)$/.exec(path) ?? [];
  const page = pages.get(restricted ?? id ?? "");
  if (!page) return fail(404, {});
  if (restricted !== undefined) return { status: 200, body: toRestrictions(page) };
  if (query["body-format"] !== "atlas_doc_format") return fail(400, {});
  const value = JSON.stringify(page.body);
  return {
    status: 200,
    body: { ...toRow(page), body: { atlas_doc_format: { value, representation: "atlas_doc_format" } } },
  };
}

function listSpaces({ keys }: Ask["query"]): Reply {
  const isAsked = keys === undefined || keys.split(",").includes(SPACE.key);
  return {
    status: 200,
    body: { results: isAsked ? [{ ...SPACE, type: "global", status: "current" }] : [], _links: {} },
  };
}

/** Pages follow one another by links that lead on from the last one. */
function listPages(all: readonly WikiPage[], { path, query }: Ask): Reply {
  const limit = Number(query["limit"] ?? 25);
  const start = query["cursor"] === undefined ? 0 : Number(Buffer.from(query["cursor"], "base64url").toString());
  if (!(limit >= 1 && limit <= LIMIT_MAX) || !Number.isInteger(start) || query["status"] !== "current") {
    return fail(400, {});
  }
  const results = all.slice(start, start + limit).map(toRow);
  const cursor = Buffer.from(String(start + limit)).toString("base64url");
  const next = `${path}?status=current&limit=${limit}&cursor=${cursor}`;
  return { status: 200, body: { results, _links: start + limit < all.length ? { next } : {} } };
}

function toRow({ id, title, parentId, version, at }: WikiPage) {
  return {
    ...{ id, title, parentId, parentType: parentId === null ? null : "page", spaceId: SPACE.id, status: "current" },
    version: { number: version, createdAt: at.toISOString(), authorId: "557058:carla", message: "", minorEdit: false },
    _links: { webui: `/spaces/${SPACE.key}/pages/${id}/${encodeURIComponent(title)}` },
  };
}

function toRestrictions({ isRestricted }: WikiPage) {
  const user = {
    results: isRestricted ? [{ type: "known", accountId: "557058:ada" }] : [],
    size: isRestricted ? 1 : 0,
  };
  return { operation: "read", restrictions: { user, group: { results: [], size: 0 } } };
}

function fail(status: number, headers: Record<string, string>): Reply {
  return {
    status,
    body: { errors: [{ status, code: "SANDBOX", title: `This is a ${status}.`, detail: null }] },
    headers,
  };
}
