import type { LedgerEntry } from "../slack/ack.ts";
import type { Office } from "../slack/desk.ts";
import type { Json } from "../slack/model.ts";

const LEDGER_SHOWN = 200;

/** The latest entries, newest first, and how fast acks have been. */
export function readLedger({ ledger, sockets, envelopes }: Office): Json {
  const entries = ledger.entries().slice(-LEDGER_SHOWN).reverse();
  const acks = ledger.entries().filter(({ kind, outcome }) => kind === "envelope" && outcome === "acked");
  const times = acks.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
  return {
    count: ledger.count(),
    sockets: sockets.count(),
    pending: envelopes.pending(),
    acks: { count: times.length, p50: at(0.5), p99: at(0.99) },
    entries: entries.map(toShownEntry),
  };
}

const BODY_SHOWN = 4_000;

function toShownEntry({ body, answer, ...entry }: LedgerEntry): Json {
  const details = JSON.stringify({ sent: body, answered: answer }, null, 2) ?? "";
  return { ...entry, details: details.slice(0, BODY_SHOWN) };
}
