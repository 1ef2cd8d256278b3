import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createFaults, type Faults } from "../wire/faults.ts";
import { listen, reset, sendJson, sendTruncated } from "../wire/http.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { createRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import { GithubFault, type GithubFaultInput } from "./faults.ts";
import { type Ask, type Found, NotFoundError, viewer } from "./lists.ts";
import { toPage } from "./paging.ts";
import { createSetting } from "./payload.ts";
import { createRate, rateHeaders } from "./rate.ts";
import { ROUTES } from "./routes.ts";
import type { Setting } from "./shapes/pull.ts";
import { createWebhooks, type SentDelivery, type Target, type Webhooks } from "./webhooks.ts";

const LEDGER_MAX = 10_000;
const DOCS = "https://docs.github.com/rest";
export const GITHUB_TOKEN = "ghp_sandboxtoken";

export interface GithubRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
}

export interface GithubSandbox {
  url: string;
  token: string;
  requests: Ledger<GithubRequest>;
  deliveries: Ledger<SentDelivery>;
  faults: Faults<GithubFault>;
  webhooks: Webhooks;
  fault(fault: GithubFaultInput): void;
  close(): Promise<void>;
}

export interface GithubSandboxOptions {
  world: World;
  now?: () => Date;
  port?: number;
  webhook?: Target | null;
  seed?: number;
}

interface Service {
  world: World;
  setting: Setting;
  faults: Faults<GithubFault>;
  requests: Ledger<GithubRequest>;
  rate: ReturnType<typeof createRate>;
  now: () => Date;
}

/** GitHub's REST interface over the world, and its webhooks when the world changes. */
export async function createGithubSandbox(options: GithubSandboxOptions): Promise<GithubSandbox> {
  const { world, now = world.now, port = 0, webhook = null, seed = 1 } = options;
  const faults = createFaults<GithubFault>(createRandom(seed).next);
  const requests = createLedger<GithubRequest>(LEDGER_MAX);
  const deliveries = createLedger<SentDelivery>(LEDGER_MAX);
  const webhooks = createWebhooks(faults, deliveries, webhook);
  const service = { world, setting: createSetting(world.state), faults, requests, rate: createRate(now), now };
  const listening = await listen((request, reply) => answer(service, request, reply), port);
  const stop = world.onDelivery(webhooks.send);
  return {
    ...{ url: listening.url, token: GITHUB_TOKEN, requests, deliveries, faults, webhooks },
    fault: (fault) => faults.arm(GithubFault.parse(fault)),
    async close() {
      stop();
      await listening.close();
    },
  };
}

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

async function answer(service: Service, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const { faults } = service;
  const slow = faults.take("slow", url.pathname);
  if (slow) await pause(slow.ms);
  if (faults.take("reset", url.pathname)) return reset(request);
  const { status, body, headers = {} } = refusal(service, request, url) ?? find(service, request, url);
  note(service, request, { url, status });
  if (status === 200 && faults.take("truncated", url.pathname)) return sendTruncated(reply, body);
  const rate = status === 401 ? {} : rateHeaders(service.rate.take());
  sendTagged(request, reply, { status, body, headers: { ...rate, ...headers } });
}

function note(
  { requests }: Service,
  { method = "GET" }: IncomingMessage,
  { url, status }: { url: URL; status: number },
): void {
  requests.add({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), status });
}

/** Whoever has this version already is told so. */
function sendTagged(request: IncomingMessage, reply: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (status !== 200) {
    sendJson(reply, body, { status, headers });
    return;
  }
  const etag = `W/"${createHash("sha256").update(JSON.stringify(body)).digest("hex")}"`;
  if (request.headers["if-none-match"] === etag) {
    reply.writeHead(304, { etag, ...headers }).end();
    return;
  }
  sendJson(reply, body, { status, headers: { etag, ...headers } });
}

function refusal({ faults, now }: Service, request: IncomingMessage, { pathname }: URL): Answer | undefined {
  const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) return problem(401, "Requires authentication");
  if (token !== GITHUB_TOKEN || faults.take("token_expired", pathname)) return problem(401, "Bad credentials");
  const secondary = faults.take("secondary_limit", pathname);
  if (secondary) {
    const words = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return { ...problem(403, words), headers: { "retry-after": String(secondary.retryAfter) } };
  }
  const primary = faults.take("primary_limit", pathname);
  if (primary) {
    const at = Math.ceil(now().getTime() / 1_000) + primary.resetSeconds;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at) };
    return { ...problem(403, "API rate limit exceeded"), headers };
  }
  const status = faults.take("status", pathname);
  if (!status) return undefined;
  const headers: Record<string, string> =
    status.retryAfter === undefined ? {} : { "retry-after": String(status.retryAfter) };
  return { ...problem(status.status, "This is a fault of the sandbox"), headers };
}

function find(service: Service, request: IncomingMessage, url: URL): Answer {
  if (request.method !== "GET") return problem(404, "Not Found");
  const { world, rate, setting } = service;
  if (url.pathname === "/user") {
    const login = world.state.people[0]?.login ?? "";
    return { status: 200, body: { ...setting.users(login), ...viewer(world) } };
  }
  if (url.pathname === "/rate_limit") {
    const core = rate.read();
    return { status: 200, body: { resources: { core, search: core }, rate: core } };
  }
  return findInRepo(service, url);
}

function findInRepo({ world, setting, faults }: Service, url: URL): Answer {
  const [, owner, name, rest = ""] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const repo = world.state.repos.find((one) => one.fullName === `${owner}/${name}`.toLowerCase());
  const route = ROUTES.find(({ path }) => path.test(rest));
  if (!repo || !route) return problem(404, "Not Found");
  const query = Object.fromEntries(url.searchParams);
  const checked = route.query.safeParse(query);
  if (!checked.success) return { ...problem(422, "Validation Failed"), body: invalid(checked.error.issues) };
  try {
    const params = (route.path.exec(rest) ?? []).slice(1);
    const found = route.find({ world, setting, repo, params, query } satisfies Ask);
    return show(found, url, faults.take("empty_page", url.pathname) !== undefined);
  } catch (error) {
    if (error instanceof NotFoundError) return problem(404, "Not Found");
    throw error;
  }
}

function show(found: Found, url: URL, isEmpty: boolean): Answer {
  if ("one" in found) return { status: 200, body: found.one };
  const { entries, link } = toPage(found.list, url, isEmpty);
  const body = found.as === undefined ? entries : { total_count: found.list.length, [found.as]: entries };
  return { status: 200, body, headers: link === "" ? {} : { link } };
}

function problem(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: DOCS, status: String(status) } };
}

function invalid(issues: { path: PropertyKey[]; message: string }[]): unknown {
  const errors = issues.map(({ path, message }) => ({ field: path.join("."), code: "invalid", message }));
  return { message: "Validation Failed", errors, documentation_url: DOCS, status: "422" };
}
