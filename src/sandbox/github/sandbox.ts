import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createFaults, type Faults } from "../wire/faults.ts";
import { listen, readBody } from "../wire/http.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { reset, sendJson, sendTruncated } from "../wire/reply.ts";
import { createRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import { find, type Service } from "./answer.ts";
import { change } from "./change.ts";
import { GithubFault, type GithubFaultInput } from "./faults.ts";
import { createLibrary, type Library } from "./library.ts";
import { createSetting } from "./payload.ts";
import type { SentDelivery, Target } from "./post.ts";
import { createRate, rateHeaders } from "./rate.ts";
import { GITHUB_TOKEN, refusal } from "./refusal.ts";
import type { Answer } from "./replies.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

const BODY_BYTES_MAX = 1_000_000;
const LEDGER_MAX = 10_000;

export interface GithubRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  /** The body as it came. */
  text: string;
  status: number;
}

export interface GithubSandbox {
  url: string;
  token: string;
  requests: Ledger<GithubRequest>;
  deliveries: Ledger<SentDelivery>;
  faults: Faults<GithubFault>;
  webhooks: Webhooks;
  /** What is written in the repositories; whoever changes it here commits it to the main branch. */
  library: Library;
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
  const library = createLibrary();
  const service = { library, world, setting: createSetting(world.state), faults, requests, rate: createRate(now), now };
  const listening = await listen((request, reply) => answer(service, request, reply), port);
  const stop = world.onDelivery(webhooks.send);
  return {
    ...{ url: listening.url, token: GITHUB_TOKEN, requests, deliveries, faults, webhooks, library },
    fault: (fault) => faults.arm(GithubFault.parse(fault)),
    async close() {
      stop();
      await listening.close();
    },
  };
}

async function answer(service: Service, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const { method = "GET" } = request;
  const text = (await readBody(request, BODY_BYTES_MAX)).toString("utf8");
  const line = await trouble(service, request, [url.pathname, method]);
  if (line === "broken") return reset(request);
  const told =
    refusal(service, request, url) ?? (method === "GET" ? find(service, url) : change(service, { method, url, text }));
  note(service, request, { url, status: told.status, text });
  if (line === "gone") return;
  if (line === "unheard") return reset(request);
  if (told.status === 200 && service.faults.take("truncated", url.pathname, method))
    return sendTruncated(reply, told.body);
  const rate = told.status === 401 ? {} : rateHeaders(service.rate.take());
  sendTagged(request, reply, { ...told, headers: { ...rate, ...told.headers } });
}

/** What befalls the connection: broken before anything happens, or after it, or at once with all of it happening later. */
async function trouble({ faults }: Service, request: IncomingMessage, strikes: string[]) {
  const slow = faults.take("slow", ...strikes);
  if (slow) await pause(slow.ms);
  if (faults.take("reset", ...strikes)) return "broken";
  const late = faults.take("late", ...strikes);
  if (!late) return faults.take("reset_after", ...strikes) ? "unheard" : "well";
  reset(request);
  await pause(late.ms);
  return "gone";
}

function note(
  { requests }: Service,
  { method = "GET" }: IncomingMessage,
  { url, status, text }: { url: URL; status: number; text: string },
): void {
  requests.add({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), text, status });
}

/** Whoever has this version already is told so. */
function sendTagged(request: IncomingMessage, reply: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (body === undefined) return void reply.writeHead(status, headers).end();
  if (status !== 200) return void sendJson(reply, body, { status, headers });
  const etag = `W/"${createHash("sha256").update(JSON.stringify(body)).digest("hex")}"`;
  if (request.headers["if-none-match"] === etag) {
    reply.writeHead(304, { etag, ...headers }).end();
    return;
  }
  sendJson(reply, body, { status, headers: { etag, ...headers } });
}
