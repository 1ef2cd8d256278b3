import { appendFile, open } from "node:fs/promises";
import type { Link } from "#domain/trust/chain";
import type { Approval } from "#domain/trust/stored";
import type { Operation } from "#kernel/operation";
import type { Announcements } from "#kernel/ports/announcements";
import { UserError } from "#lib/errors";
import { DAY_MS } from "#lib/time";
import type { View } from "#lib/view";
import { readHead, readStory } from "#store/audit-chain";
import { eraseBodies, pruneAudit, readChain, toLine, verifyAudit } from "#store/audit-check";
import type { Store } from "#store/db";

const DAYS_KEPT_MIN = 30;

interface AuditParts {
  store: Store;
  find(ref: string | number): Promise<Approval | undefined>;
  now(): Date;
}

/** What an operator does with the audit. */
export function auditOperations(prepare: () => Promise<AuditParts>): Operation[] {
  return [verify(prepare), story(prepare), exportLines(prepare), anchor(prepare), prune(prepare), erase(prepare)];
}

function verify(prepare: () => Promise<AuditParts>): Operation {
  return {
    name: "audit verify",
    usage: "adjutant audit verify [--anchor SEQ:HASH]",
    summary: "Check that no row of the audit was altered, removed or moved.",
    async run({ fields, json, terminal }) {
      const { store } = await prepare();
      const found = await verifyAudit(store, readAnchor(fields["anchor"]?.[0]));
      if (json) terminal.print(JSON.stringify(found));
      else if (found.ok)
        terminal.print(`The audit is whole: ${found.rows} rows, ${found.erased} erased; newest ${show(found.head)}.`);
      else terminal.complain(`The audit is damaged. ${found.problem} Restore the last good backup and compare.`);
      return found.ok;
    },
  };
}

function readAnchor(text: string | undefined): Link | undefined {
  if (text === undefined) return undefined;
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!seq || !hash) throw new UserError("Write the anchor as it was noted down: 123:abc….");
  return { seq: Number(seq), hash };
}

const show = ({ seq, hash }: Link) => `${seq}:${hash}`;

function story(prepare: () => Promise<AuditParts>): Operation {
  return {
    name: "audit story",
    usage: "adjutant audit story ID",
    summary: "Tell what led to an effect, who decided, and what became of it.",
    async run({ words: [ref], json, terminal }) {
      if (!ref) throw new UserError("Say which: adjutant audit story 12");
      for (const { event, payload } of await findStory(await prepare(), ref)) {
        terminal.print(json ? toLine(event, payload ?? undefined) : describe(event, payload));
      }
      return true;
    },
  };
}

async function findStory({ store, find }: AuditParts, ref: string) {
  const approval = await find(readRef(ref));
  const rows = await readStory(store, approval ? [approval.id, approval.traceId] : [ref]);
  if (rows.length === 0) throw new UserError(`The audit knows nothing of ${ref}.`);
  return rows;
}

function readRef(ref: string): string | number {
  return /^\d+$/.test(ref) ? Number(ref) : ref;
}

function describe(
  { ts, verb, actor, outcome }: { ts: string; verb: string; actor: string; outcome: string },
  payload: string | null,
): string {
  const when = ts.replace("T", " ").replace(/\.\d+Z$/, " UTC");
  const said = payload === "{}" ? "" : (payload ?? "(erased)");
  return `${when}  ${verb.padEnd(10)} by ${actor}${outcome === verb ? "" : ` → ${outcome}`}  ${said}`.trimEnd();
}

function exportLines(prepare: () => Promise<AuditParts>): Operation {
  return {
    name: "audit export",
    usage: "adjutant audit export FILE",
    summary: "Write the whole audit to a file, a line of JSON per row.",
    async run({ words: [file], terminal }) {
      if (!file) throw new UserError("Say where to: adjutant audit export FILE");
      const { store } = await prepare();
      const out = await open(file, "wx").catch(() => {
        throw new UserError(`${file} is there already, or cannot be written.`);
      });
      let rows = 0;
      try {
        for await (const { event, body } of readChain(store)) {
          await out.appendFile(`${toLine(event, body?.payload)}\n`);
          rows++;
        }
      } finally {
        await out.close();
      }
      terminal.print(`${rows} rows written to ${file}.`);
      return true;
    },
  };
}

function anchor(prepare: () => Promise<AuditParts>): Operation {
  return {
    name: "audit anchor",
    usage: "adjutant audit anchor [FILE]",
    summary: "Print the newest row's number and hash, to be noted down elsewhere.",
    async run({ words: [file], terminal }) {
      const { store, now } = await prepare();
      const head = show(await readHead(store));
      if (file) await appendFile(file, toAnchorLine(now(), head));
      terminal.print(head);
      return true;
    },
  };
}

const toAnchorLine = (at: Date, head: string) => `${at.toISOString()} ${head}\n`;

function prune(prepare: () => Promise<AuditParts>): Operation {
  return {
    name: "audit prune",
    usage: "adjutant audit prune --days N",
    summary: "Delete rows older than so many days; the rest can still be checked.",
    async run({ fields, terminal }) {
      const days = Number(fields["days"]?.[0]);
      if (!Number.isInteger(days) || days < DAYS_KEPT_MIN) {
        throw new UserError(`Say how many days to keep, ${DAYS_KEPT_MIN} at least: --days 400`);
      }
      const { store, now } = await prepare();
      const pruned = await pruneAudit(store, new Date(now().getTime() - days * DAY_MS));
      terminal.print(`${pruned} rows deleted.`);
      return true;
    },
  };
}

/** The approval itself goes with the purge; this is for what may not be kept that long. */
function erase(prepare: () => Promise<AuditParts>): Operation {
  return {
    name: "audit erase",
    usage: "adjutant audit erase ID --reason WORDS",
    summary: "Forget the words of the audit about an approval; that they were said, and erased, stays.",
    async run({ words: [ref], fields, terminal }) {
      const reason = fields["reason"]?.join(" ").trim();
      if (!ref || !reason) throw new UserError('Say which, and why: adjutant audit erase 12 --reason "they asked"');
      const { store, find } = await prepare();
      const approval = await find(readRef(ref));
      const erased = await eraseBodies(store, [approval?.id ?? ref], { actor: "local-operator", reason });
      if (erased === 0) throw new UserError(`The audit holds no words about ${ref}.`);
      terminal.print(`The words of ${erased} rows are erased.`);
      return true;
    },
  };
}

/** Notes the newest row down where whoever can change the database should not be able to: cut rows are seen by it alone. */
export async function noteAnchor(
  { store, now, announcements }: Pick<AuditParts, "store" | "now"> & { announcements: Announcements },
  { file, channel }: { file: string | null; channel: string | null },
): Promise<void> {
  const head = show(await readHead(store));
  if (file !== null) await appendFile(file, toAnchorLine(now(), head));
  if (channel === null) return;
  const text = `The newest row of the audit is ${head}. With “adjutant audit verify --anchor” it shows whether any is missing.`;
  const view: View = {
    text,
    nodes: [{ type: "note", content: ["The newest row of the audit is ", { code: head }, "."] }],
  };
  await announcements.post({ channel, view, key: `anchor:${now().toISOString().slice(0, 10)}` });
}
