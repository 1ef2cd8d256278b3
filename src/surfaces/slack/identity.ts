import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Log } from "#kernel/context";
import type { Memory } from "#kernel/ports/memory";
import type { SlackApi } from "./desk.ts";
import { codeOf, type Degraded, retryDelayMs, toDegraded } from "./failure.ts";

const MEMORY_KEY = "slack.identity";

const Identity = z.object({
  /** Of which token, in part: another one may belong to another workspace. */
  token: z.string(),
  botUserId: z.string(),
  botId: z.string().optional(),
  teamId: z.string().optional(),
});
export type Identity = z.output<typeof Identity>;

export interface IdentityOptions {
  api: SlackApi;
  memory: Memory;
  botToken: string;
  degradedRetryMs: number;
  log: Log;
  now(): Date;
}

/** Who we are in Slack: asked for at every start, and remembered for the starts at which Slack is away. */
export function createIdentity({ api, memory, botToken, degradedRetryMs, log, now }: IdentityOptions) {
  const token = createHash("sha256").update(botToken).digest("hex").slice(0, 12);
  const stopping = new AbortController();
  let known: Identity | undefined;
  let degraded: Degraded | undefined;
  let isAsking = false;

  async function learn(): Promise<void> {
    const { user_id, bot_id, team_id } = await api.read.auth.test();
    known = Identity.parse({ token, botUserId: user_id, botId: bot_id, teamId: team_id });
    degraded = undefined;
    await memory
      .remember(MEMORY_KEY, known, now())
      .catch((error) => log.warn({ error }, "slack identity not remembered"));
  }

  /** Asks Slack who we are until it says so. */
  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    for (let failures = 1; !stopping.signal.aborted; failures++) {
      const failure = await learn().catch((error: unknown) => error);
      if (failure === undefined) break;
      await waitAfter(failure, failures);
    }
    isAsking = false;
  }

  async function waitAfter(failure: unknown, failures: number): Promise<void> {
    degraded = toDegraded(failure);
    log.warn({ error: failure, code: codeOf(failure) }, "slack identity unknown");
    const delayMs = degraded ? degradedRetryMs : retryDelayMs(failure, failures);
    await pause(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  return {
    async start(): Promise<void> {
      known = await recall(memory, token);
      void ask();
    },
    stop: () => stopping.abort(),
    /** To be called when Slack refuses the token, or says that it was revoked. */
    recheck: () => void ask(),
    known: () => known,
    degraded: () => degraded,
  };
}

/** What an earlier process learned, if it used the same token. */
async function recall(memory: Memory, token: string): Promise<Identity | undefined> {
  const remembered = Identity.safeParse(await memory.recall(MEMORY_KEY).catch(() => undefined));
  return remembered.success && remembered.data.token === token ? remembered.data : undefined;
}
