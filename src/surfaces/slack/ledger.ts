import type { Delivered, SlackInbox } from "#kernel/ports/slack-inbox";
import { createBatch } from "#lib/batch";

/** A process that says nothing for so long has died; another then takes over what it left. */
export const LEASE_MS = 10_000;

export interface Ledger {
  /** Keeps a delivery; false when it is kept already. */
  keep(delivered: Delivered): Promise<boolean>;
  /** Remembers that a delivery was performed. */
  finish(key: string): Promise<void>;
}

type Entry = { arrived: Delivered } | { finished: string };

/** Writes into the inbox what happens in one turn of the event loop, arrivals and ends alike, with one commit. */
export function createLedger(inbox: SlackInbox, now: () => Date): Ledger {
  const write = createBatch<Entry, boolean>(async (entries) => {
    const arrived = entries.flatMap((entry) => ("arrived" in entry ? [entry.arrived] : []));
    const finished = entries.flatMap((entry) => ("finished" in entry ? [entry.finished] : []));
    const at = now();
    const news = await inbox.write({ arrived, finished }, { now: at, until: new Date(at.getTime() + LEASE_MS) });
    let next = 0;
    return entries.map((entry) => "arrived" in entry && news[next++] === true);
  });

  return {
    keep: (arrived) => write({ arrived }),
    async finish(finished) {
      await write({ finished });
    },
  };
}
