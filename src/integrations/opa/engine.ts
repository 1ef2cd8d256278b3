import { z } from "zod";
import { createHttp } from "#lib/http";

const TIMEOUT_MS = 2_000;
const REPLY_BYTES_MAX = 64 * 1024;
const PATH = "v1/data/em_agent/decision";

/** OPA's data API puts the document under `result`; what is missing there means no. */
const Reply = z.object({
  result: z.union([
    z.object({
      mode: z.enum(["auto", "ask", "require_approval", "deny"]),
      reason: z.string().max(500).default("Decided by the policy engine."),
    }),
    z
      .object({ allow: z.boolean(), reason: z.string().max(500).default("Decided by the policy engine.") })
      .transform(({ allow, reason }) => ({ mode: allow ? ("auto" as const) : ("deny" as const), reason })),
  ]),
});

export interface EngineOptions {
  /** Where OPA answers: "http://127.0.0.1:8181". */
  url: string;
  /** Hears why there was no answer. */
  onFailure(error: unknown): void;
}

/** Asks OPA (kernel/ports/policy.ts). Slow, away or talking nonsense, it answers null. */
export function createPolicyEngine({ url, onFailure }: EngineOptions) {
  const base = url.replace(/\/*$/, "/");
  const http = createHttp({ vendor: "OPA", baseUrl: base, timeoutMs: TIMEOUT_MS, bodyBytesMax: REPLY_BYTES_MAX });
  return {
    async decide(input: Record<string, unknown>) {
      try {
        const body = JSON.stringify({ input });
        const reply = await http(`${base}${PATH}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        if (!reply.ok) throw new Error(`OPA answered ${reply.status}.`);
        return Reply.parse(await reply.json()).result;
      } catch (error) {
        onFailure(error);
        return null;
      }
    },
  };
}
