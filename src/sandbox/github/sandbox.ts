import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createFaults, type Faults } from "../wire/faults.ts";
import { listen } from "../wire/http.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { reset, sendJson, sendTruncated } from "../wire/reply.ts";
import { createRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import { type Answer, find, type Service } from "./answer.ts";
import { GithubFault, type GithubFaultInput } from "./faults.ts";
import { createSetting } from "./payload.ts";
import type { SentDelivery, Target } from "./post.ts";
import { createRate, rateHeaders } from "./rate.ts";
import { GITHUB_TOKEN, refusal } from "./refusal.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

const LEDGER_MAX = 10_000;

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
