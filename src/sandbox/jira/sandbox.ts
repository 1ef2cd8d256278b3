import { createHmac } from "node:crypto";
import { createFaults, type Faults } from "../wire/faults.ts";
import { createHooks, type Hook, type Hooks, type HookTarget, type SentHook } from "../wire/hooks.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Ask, type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";
import { ADJUTANT, type TicketComment, uuidOf } from "../world/tickets.ts";
import type { World } from "../world/world.ts";
import {
  readAssignable,
  readComment,
  readCommentProperty,
  readComments,
  readIssue,
  readIssueProperty,
  readMyself,
  readProject,
  readTransitions,
} from "./reads.ts";
import { RefusalError } from "./refusal.ts";
import { search } from "./search.ts";
import { type Site, toComment, toIssue, toUser } from "./shapes.ts";
import { readBoards, readChangelogs, readSprints, toItem } from "./sprints.ts";
import { assign, createComment, createIssue, doTransition, sayOn, type Tell } from "./writes.ts";

const JIRA_EMAIL = ADJUTANT.email;
const JIRA_TOKEN = "ATATT-sandbox-token";
const LEDGER_MAX = 10_000;

export interface JiraSandbox {
  url: string;
  email: string;
  token: string;
  requests: Ledger<VendorRequest>;
  deliveries: Ledger<SentHook>;
  faults: Faults<VendorFault>;
  hooks: Hooks;
  fault(fault: VendorFaultInput): void;
  /** A person comments on a ticket. */
  say(said: { key: string; login: string; words: string }): TicketComment;
  close(): Promise<void>;
}

export interface VendorSandboxOptions {
  world: World;
  port?: number;
  webhook?: HookTarget | null;
  seed?: number;
}

type Route = [method: string, path: RegExp, answer: (site: Office, parts: string[], ask: Ask) => Reply];
type Office = Site & { tell: Tell; faults: Faults<VendorFault> };

const I = "/rest/api/3/issue/([A-Za-z0-9-]+)";
const ROUTES: readonly Route[] = [
  ["GET", /^\/rest\/api\/3\/myself$/, readMyself],
  ["GET", /^\/rest\/api\/3\/project\/([A-Z0-9]+)$/, readProject],
  ["GET", /^\/rest\/api\/3\/user\/assignable\/search$/, readAssignable],
  ["POST", /^\/rest\/api\/3\/issue$/, createIssue],
  ["GET", new RegExp(`^${I}$`), readIssue],
  ["GET", new RegExp(`^${I}/comment$`), readComments],
  ["POST", new RegExp(`^${I}/comment$`), createComment],
  ["GET", new RegExp(`^${I}/comment/(\\d+)$`), readComment],
  ["GET", new RegExp(`^${I}/transitions$`), readTransitions],
  ["POST", new RegExp(`^${I}/transitions$`), doTransition],
  ["PUT", new RegExp(`^${I}/assignee$`), assign],
  ["GET", new RegExp(`^${I}/properties/([^/]+)$`), readIssueProperty],
  ["GET", /^\/rest\/api\/3\/comment\/(\d+)\/properties\/([^/]+)$/, readCommentProperty],
  ["POST", /^\/rest\/api\/3\/changelog\/bulkfetch$/, readChangelogs],
  ["GET", /^\/rest\/agile\/1\.0\/board$/, readBoards],
  ["GET", /^\/rest\/agile\/1\.0\/board\/(\d+)\/sprint$/, readSprints],
  [
    "POST",
    /^\/rest\/api\/3\/search\/jql$/,
    (site, _parts, ask) => search(site, ask, site.faults.take("search_lag", ask.path)?.ms ?? 0),
  ],
];

/** Jira Cloud's REST interface over the world's tickets, and its webhooks when they change. */
export async function createJiraSandbox(options: VendorSandboxOptions): Promise<JiraSandbox> {
  const { world, port = 0, webhook: target = null, seed = 1 } = options;
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const deliveries = createLedger<SentHook>(LEDGER_MAX);
  const hooks = createHooks({ faults, sent: deliveries, target, headersOf });
  const office: Office = { world, url: "", faults, tell: () => {} };
  office.tell = createTell(office, hooks);
  const listening = await serveVendor({ voice: createVoice(office), faults, requests, port });
  office.url = listening.url;
  return {
    ...{ url: listening.url, email: JIRA_EMAIL, token: JIRA_TOKEN, requests, deliveries, faults, hooks },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    say: (said) => sayOn(office, said),
    close: () => listening.close(),
  };
}

function createVoice(office: Office): Voice {
  const expected = `Basic ${Buffer.from(`${JIRA_EMAIL}:${JIRA_TOKEN}`).toString("base64")}`;
  return {
    operationOf: ({ method, path }) => `${method} ${path.replace(/[A-Z]+-\d+|\d{2,}/, "{id}")}`,
    stop: ({ headers }) => (headers.authorization === expected ? undefined : fail(401, {})),
    fail,
    answer(ask) {
      for (const [method, path, answer] of ROUTES) {
        const parts = method === ask.method ? path.exec(ask.path)?.slice(1) : undefined;
        if (parts) return guarded(() => answer(office, parts, ask));
      }
      return { status: 404, body: { errorMessages: [`There is no ${ask.method} ${ask.path}.`], errors: {} } };
    },
  };
}

function guarded(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof RefusalError) return error.reply;
    throw error;
  }
}

function fail(status: number, headers: Record<string, string>): Reply {
  const message = status === 401 ? "Client must be authenticated to access this resource." : "The site has a fault.";
  const reason: Record<string, string> = status === 429 ? { "ratelimit-reason": "jira-burst-based" } : {};
  return { status, body: { errorMessages: [message], errors: {} }, headers: { ...reason, ...headers } };
}

function createTell(site: Site, hooks: Hooks): Tell {
  let count = 0;
  return (event, ticket, { comment, change } = {}) => {
    const body = {
      ...{ timestamp: site.world.now().getTime(), webhookEvent: event, user: toUser(site, ADJUTANT.login) },
      issue: toIssue(site, ticket),
      ...(comment && { comment: toComment(site, ticket, comment) }),
      ...(change && { changelog: { id: String(change.id), items: [toItem(site, change)] } }),
    };
    hooks.send({ id: uuidOf(`jira delivery ${count++}`), event, body });
  };
}

function headersOf({ id }: Hook, { body, secret }: { body: string; secret: string | null }): Record<string, string> {
  const signature = secret === null ? undefined : createHmac("sha256", secret).update(body).digest("hex");
  return {
    "x-atlassian-webhook-identifier": id,
    "user-agent": "Atlassian HttpClient sandbox",
    ...(signature !== undefined && { "x-hub-signature": `sha256=${signature}` }),
  };
}
