import { randomUUID } from "node:crypto";
import type { Faults } from "../wire/faults.ts";
import type { Ledger } from "../wire/ledger.ts";
import type { Ack, LedgerEntry, Timing } from "./ack.ts";
import type { ArmedFault } from "./faults.ts";
import type { Json } from "./model.ts";
import { APP, TEAM } from "./workspace.ts";

export interface Pending {
  envelope: Json & { envelope_id: string };
  name: string;
  sentAt: number;
  attempt: number;
  resolve(ack: Ack): void;
}

export interface EnvelopeOptions {
  now: () => Date;
  timing: Timing;
  faults: Faults<ArmedFault>;
  ledger: Ledger<LedgerEntry>;
  transmit(frame: string): boolean;
}

/** What is under way. */
export interface Office extends EnvelopeOptions {
  waiting: Map<string, Pending>;
  retries: Set<NodeJS.Timeout>;
  /** A frame that lets the next one go first. */
  held: string | undefined;
}

export function transmit(office: Office, entry: Pending): boolean {
  const { faults, waiting } = office;
  const id = entry.envelope.envelope_id;
  const frame = JSON.stringify(entry.envelope);
  if (faults.take("eventless", entry.name)) office.transmit(eventlessFrame());
  if (office.held === undefined && faults.take("reorder", entry.name)) {
    office.held = frame;
    waiting.set(id, entry);
    return true;
  }
  if (!office.transmit(frame)) return false;
  waiting.set(id, entry);
  repeat(office, entry, frame);
  return true;
}

/** What goes out after the envelope: its doubles, and one that was held back for it. */
function repeat(office: Office, { name, envelope }: Pending, frame: string): void {
  if (office.faults.take("duplicate", name)) office.transmit(frame);
  if (office.faults.take("duplicate_new_id", name)) {
    office.transmit(JSON.stringify({ ...envelope, envelope_id: randomUUID() }));
  }
  if (office.held === undefined) return;
  office.transmit(office.held);
  office.held = undefined;
}

function eventlessFrame(): string {
  const limited = { type: "app_rate_limited", token: "sandbox", team_id: TEAM.id, minute_rate_limited: 0 };
  const payload = { ...limited, api_app_id: APP.id };
  return JSON.stringify({
    ...{ envelope_id: randomUUID(), type: "events_api", payload },
    accepts_response_payload: false,
  });
}
