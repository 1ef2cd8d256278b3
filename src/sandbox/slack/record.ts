import type { Office } from "./desk.ts";
import type { Json } from "./model.ts";

export const BODY_BYTES_MAX = 25_000_000;

export function record(
  { ledger, now }: Office,
  { name, args, answer, startedAt }: { name: string; args: Json; answer: Json; startedAt: number },
): void {
  const outcome = answer["ok"] === true ? "ok" : String(answer["error"]);
  const ms = performance.now() - startedAt;
  ledger.add({ kind: "call", at: now(), name, outcome, ms, attempt: 0, id: "", body: args, answer });
}
