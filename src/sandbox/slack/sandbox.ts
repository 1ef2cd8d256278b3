import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "../wire/http.ts";
import type { Ledger } from "../wire/ledger.ts";
import { sendJson } from "../wire/reply.ts";
import type { World } from "../world/world.ts";
import type { LedgerEntry, Timing } from "./ack.ts";
import { answerCall } from "./api.ts";
import { createDesk, type Office, TOKENS } from "./desk.ts";
import { createDriver, type Driver } from "./driver.ts";
import { createEnvelopes } from "./envelopes.ts";
import { ArmedFault, isSocketFault, type SlackFault } from "./faults.ts";
import { type Manifest, NO_MANIFEST } from "./manifest.ts";
import { answerResponse, answerUpload } from "./response.ts";
import { createSockets } from "./sockets.ts";

/** Slack waits three seconds, and sends an event again at once, after a minute and after five; those are shortened. */
const TIMING: Timing = { ackMs: 3_000, retryDelaysMs: [0, 1_000, 5_000] };

export interface SlackSandboxOptions {
  world: World;
  now?: () => Date;
  port?: number;
  manifest?: Manifest;
  timing?: Partial<Timing>;
  seed?: number;
  /** Holds posts to one per second and channel, as Slack does. */
  isLimited?: boolean;
  /** Answers what is not Slack's own: the page. */
  page?: (office: Office, request: IncomingMessage, reply: ServerResponse) => boolean;
}

export interface SlackSandbox extends Driver {
  /** The page's address; the Web API is below `api/`. */
  url: string;
  apiUrl: string;
  appToken: string;
  botToken: string;
  office: Office;
  ledger: Ledger<LedgerEntry>;
  /** Strikes at once, or is armed for what comes. */
  fault(fault: SlackFault): void;
  /** Disarms what has not struck. */
  heal(): void;
  close(): Promise<void>;
}

/** A Slack with one workspace and one app, on this machine alone and in memory. */
export async function createSlackSandbox(options: SlackSandboxOptions): Promise<SlackSandbox> {
  const { world, now = world.now, manifest = NO_MANIFEST, timing, seed = 1, isLimited = false, port = 0 } = options;
  const desk = createDesk({ world, now, manifest, seed, isLimited });
  let office: Office | undefined;
  const listening = await listen((request, reply) => {
    if (office) return route(office, { request, reply, page: options.page });
  }, port);
  const { server, url } = listening;
  const sockets = createSockets({ server, faults: desk.faults, hear: (frame) => office?.envelopes.hear(frame) });
  const envelopes = createEnvelopes({ ...desk, timing: { ...TIMING, ...timing }, transmit: sockets.send });
  office = Object.assign(desk, { url, sockets, envelopes });

  return {
    ...createDriver(office),
    ...{ url, apiUrl: `${url}/api/`, appToken: TOKENS.app, botToken: TOKENS.bot, office, ledger: desk.ledger },
    fault: (fault) => strike(desk, sockets, fault),
    heal: () => desk.faults.clear(),
    async close() {
      envelopes.close();
      await sockets.close();
      await listening.close();
    },
  };
}

export function strike({ faults }: Pick<Office, "faults">, sockets: Office["sockets"], fault: SlackFault): void {
  if (isSocketFault(fault)) sockets.strike(fault);
  else faults.arm(ArmedFault.parse(fault));
}

interface Visit {
  request: IncomingMessage;
  reply: ServerResponse;
  page: SlackSandboxOptions["page"];
}

async function route(office: Office, { request, reply, page }: Visit): Promise<void> {
  const [, root, name = ""] = (request.url ?? "/").split(/[?/]/);
  if (root === "api") return answerCall(office, { request, reply, name });
  if (root === "response") return answerResponse(office, { request, reply, id: name });
  if (root === "upload") return answerUpload(office, { request, reply, id: name });
  if (page?.(office, request, reply)) return;
  sendJson(reply, { ok: false, error: "not_found" }, { status: 404 });
}
