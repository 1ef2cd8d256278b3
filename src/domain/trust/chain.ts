import { jcs, sha256 } from "#lib/hash";

/** A row of the audit, without its body. A column that were not hashed could be forged. */
export interface AuditEvent {
  seq: number;
  id: string;
  /** ISO. */
  ts: string;
  verb: string;
  subject: string;
  actor: string;
  outcome: string;
  correlationId: string;
  bodyHash: string;
  prev: string;
  hash: string;
}

export interface AuditBody {
  salt: string;
  /** Canonical JSON. */
  payload: string;
}

/** Where a chain begins, or ends: a row's number and its hash. */
export interface Link {
  seq: number;
  hash: string;
}

/** What the first row of all follows upon. */
export const GENESIS: Link = { seq: 0, hash: "" };
const ERASED = "erased";
/** Says from which row on the chain begins, since older ones were deleted. */
const PRUNED = "pruned";

export type NewEvent = Omit<AuditEvent, "seq" | "bodyHash" | "prev" | "hash">;

/** Binds an event to the one before it and to its body. */
export function linkEvent(last: Link, event: NewEvent, body: AuditBody): AuditEvent {
  const open = { ...event, seq: last.seq + 1, bodyHash: hashBody(body), prev: last.hash };
  return { ...open, hash: hashEvent(open) };
}

/** What is wrong with a chain: its first bad row, in words. */
export interface Verification {
  ok: boolean;
  rows: number;
  erased: number;
  head: Link;
  problem: string | null;
}

/** Reads a chain row by row, oldest first; keeps the numbers of missing bodies alone. */
export function createVerifier(start: Link = GENESIS) {
  let last = start;
  let rows = 0;
  let problem: string | null = null;
  const missing = new Set<number>();
  const erased = new Set<number>();
  let prunedBelow = GENESIS.seq + 1;

  function check(event: AuditEvent, body: AuditBody | undefined): string | null {
    if (event.seq !== last.seq + 1) return `Row ${last.seq + 1} is missing; row ${event.seq} stands in its place.`;
    if (event.prev !== last.hash) return `Row ${event.seq} does not follow upon the row before it.`;
    if (hashEvent(event) !== event.hash) return `Row ${event.seq} was altered.`;
    if (body && hashBody(body) !== event.bodyHash) return `The body of row ${event.seq} was altered.`;
    return null;
  }

  /** What explains that something is gone. */
  function hear(verb: string, body: AuditBody): void {
    if (verb === ERASED) for (const seq of readErased(body)) erased.add(seq);
    if (verb === PRUNED) prunedBelow = readBelow(body);
  }

  return {
    add(event: AuditEvent, body: AuditBody | undefined): void {
      rows++;
      problem ??= check(event, body);
      if (body) hear(event.verb, body);
      else missing.add(event.seq);
      last = { seq: event.seq, hash: event.hash };
    },
    /** `head` is what the store takes for the newest row, `anchor` what was written down elsewhere. */
    end(
      { head, anchor }: { head: Link; anchor?: Link | undefined },
      hashAt: (seq: number) => string | undefined,
    ): Verification {
      const unexplained = [...missing].find((seq) => !erased.has(seq));
      problem ??= unexplained === undefined ? null : `The body of row ${unexplained} is gone, and nothing explains it.`;
      problem ??= prunedBelow === start.seq + 1 ? null : "The oldest rows are gone, and nothing explains it.";
      problem ??= isSame(head, last) ? null : `The newest row should be ${head.seq}; it is ${last.seq}.`;
      problem ??=
        anchor && anchor.seq > start.seq && hashAt(anchor.seq) !== anchor.hash
          ? `Row ${anchor.seq} is not the one that was noted down.`
          : null;
      return { ok: problem === null, rows, erased: missing.size, head: last, problem };
    },
  };
}

function isSame(a: Link, b: Link): boolean {
  return a.seq === b.seq && a.hash === b.hash;
}

function hashBody({ salt, payload }: AuditBody): string {
  return sha256(`${salt}${payload}`);
}

function hashEvent({ hash: _hash, ...columns }: Omit<AuditEvent, "hash"> & { hash?: string }): string {
  return sha256(`adjutant.audit.v1\0${jcs(columns)}`);
}

function readBelow({ payload }: AuditBody): number {
  const parsed: unknown = JSON.parse(payload);
  return typeof parsed === "object" && parsed !== null && "below" in parsed ? Number(parsed.below) : Number.NaN;
}

function readErased({ payload }: AuditBody): number[] {
  const parsed: unknown = JSON.parse(payload);
  const seqs = typeof parsed === "object" && parsed !== null && "seqs" in parsed ? parsed.seqs : [];
  return Array.isArray(seqs) ? seqs.filter((seq) => typeof seq === "number") : [];
}
