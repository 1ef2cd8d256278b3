import { z } from "zod";
import { createFaults, type Faults } from "../wire/faults.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Ask, type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";

const TOKEN = "ya29.sandboxdrive";
const ROOT = "/drive/v3";
const LEDGER_MAX = 10_000;
const DOCUMENT = "application/vnd.google-apps.document";

export interface DriveFile {
  id: string;
  name: string;
  mimeType: string;
  /** Of the folder it lies in. */
  parent: string;
  content: string;
  at: Date;
  isTrashed: boolean;
}

export interface DriveSandbox {
  url: string;
  token: string;
  files: Map<string, DriveFile>;
  write(file: Pick<DriveFile, "id" | "name" | "parent" | "content"> & { mimeType?: string }): DriveFile;
  requests: Ledger<VendorRequest>;
  faults: Faults<VendorFault>;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

const Listing = z.strictObject({
  q: z.string().regex(/^'[\w-]+' in parents and trashed = false$/),
  /** What is not named is not told. */
  fields: z.string().includes("nextPageToken").includes("incompleteSearch").includes("files("),
  pageSize: z.coerce.number().int().min(1).max(1_000),
  supportsAllDrives: z.literal("true"),
  includeItemsFromAllDrives: z.literal("true"),
  pageToken: z.string().optional(),
});

/** A drive, as far as folders and what lies in them go. */
export async function createDriveSandbox({ port = 0, seed = 1, now = () => new Date() } = {}): Promise<DriveSandbox> {
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const files = new Map<string, DriveFile>();
  const listening = await serveVendor({ voice: createVoice(files), faults, requests, port });
  return {
    ...{ url: `${listening.url}${ROOT}`, token: TOKEN, files, requests, faults },
    write(file) {
      const written = { mimeType: DOCUMENT, ...file, at: now(), isTrashed: false };
      files.set(file.id, written);
      return written;
    },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

function createVoice(files: Map<string, DriveFile>): Voice {
  return {
    operationOf: ({ method, path }) => `${method} ${path.replace(/\/files\/[^/]+/, "/files/{id}")}`,
    stop: ({ headers }) => (headers.authorization === `Bearer ${TOKEN}` ? undefined : fail(401, {})),
    fail,
    answer: (ask) => (ask.method === "GET" ? answer(files, ask) : fail(404, {})),
  };
}

function answer(files: Map<string, DriveFile>, ask: Ask): Reply {
  const { path, query } = ask;
  if (path === `${ROOT}/about`) return { status: 200, body: { user: { displayName: "Adjutant" } } };
  if (path === `${ROOT}/files`) return list([...files.values()], query);
  const [, id = "", part] = /^\/drive\/v3\/files\/([^/]+)(\/export)?$/.exec(path) ?? [];
  const file = files.get(id);
  if (!file || file.isTrashed) return fail(404, {});
  const isDocument = file.mimeType === DOCUMENT;
  // Google's own documents are exported, all others are downloaded.
  const isRight = part === undefined ? !isDocument && query["alt"] === "media" : isDocument;
  if (!isRight || (isDocument && query["mimeType"] !== "text/markdown")) return fail(403, {});
  return { status: 200, text: file.content };
}

function list(all: readonly DriveFile[], query: Ask["query"]): Reply {
  const asked = Listing.safeParse(query);
  if (!asked.success) return fail(400, {});
  const { q, pageSize, pageToken = "0" } = asked.data;
  const inside = all.filter(({ parent, isTrashed }) => !isTrashed && q.startsWith(`'${parent}'`));
  const start = Number(pageToken);
  const more = start + pageSize < inside.length ? { nextPageToken: String(start + pageSize) } : {};
  const files = inside.slice(start, start + pageSize).map(toRow);
  return { status: 200, body: { incompleteSearch: false, files, ...more } };
}

function toRow({ id, name, mimeType, content, at }: DriveFile) {
  return {
    ...{ id, name, mimeType, modifiedTime: at.toISOString(), version: "1" },
    webViewLink: `https://docs.example.com/document/d/${id}/edit`,
    lastModifyingUser: { displayName: "Hugo Tan" },
    ...(mimeType.startsWith("application/vnd.google-apps") ? {} : { size: String(Buffer.byteLength(content)) }),
  };
}

function fail(status: number, headers: Record<string, string>): Reply {
  return { status, body: { error: { code: status, message: `This is a ${status}.`, errors: [] } }, headers };
}
