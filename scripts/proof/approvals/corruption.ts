// Random changes of the audit by somebody who can write to its file: every one of them must be seen.
import { randomInt } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { appendAudit } from "#store/audit-chain";
import { verifyAudit } from "#store/audit-check";
import { openStore } from "#store/open";
import { atLeast, equal, type Figure } from "../figure.ts";

const ROWS = 1_000;
const CORRUPTIONS = 200;
const COLUMNS = ["id", "ts", "verb", "subject", "actor", "outcome", "correlation_id", "body_hash", "prev", "hash"];
const TRIGGERS = ["audit_events_unchanged", "audit_events_kept", "audit_bodies_unchanged"];

const open = (url: string) => openStore({ url, migrationsFolder: "migrations", onError: () => {} });

export async function* proveCorruption(folder: string): AsyncGenerator<Figure> {
  const whole = join(folder, "audit.db");
  await write(whole);
  yield equal("audit: the whole one is whole", (await check(whole)).problem, null);
  let seen = 0;
  for (let number = 0; number < CORRUPTIONS; number++) {
    const spoilt = join(folder, `spoilt-${number}.db`);
    copyFileSync(whole, spoilt);
    corrupt(spoilt);
    if (!(await check(spoilt)).ok) seen++;
    rmSync(spoilt);
  }
  yield atLeast(`audit: of ${CORRUPTIONS} random corruptions seen`, seen, CORRUPTIONS);
}

async function write(url: string): Promise<void> {
  const store = await open(url);
  await store.migrate();
  for (let start = 0; start < ROWS; start += 50) {
    await store.transaction((tx) =>
      appendAudit(
        tx,
        Array.from({ length: 50 }, (_, n) => factOf(start + n)),
      ),
    );
  }
  await store.close();
}

function factOf(number: number) {
  const fact = { verb: "approved", subject: `s${number}`, actor: `slack:U${number % 7}`, outcome: "approved" };
  return {
    ...fact,
    correlationId: `t${number}`,
    payload: { number, reason: "because" },
    at: new Date(number * 60_000),
  };
}

async function check(url: string) {
  const store = await open(url);
  try {
    return await verifyAudit(store);
  } finally {
    await store.close();
  }
}

/** Alters a character of any column or body, or removes, adds or exchanges rows. */
function corrupt(file: string): void {
  const database = new Database(file);
  for (const trigger of TRIGGERS) database.exec(`drop trigger ${trigger}`);
  const seq = randomInt(1, ROWS);
  const other = (seq % (ROWS - 1)) + 1;
  const kinds = [
    () => alter(database, { table: "audit_events", column: COLUMNS[randomInt(COLUMNS.length)] ?? "id", seq }),
    () => alter(database, { table: "audit_bodies", column: randomInt(2) ? "payload" : "salt", seq }),
    () => database.prepare("delete from audit_events where seq = ?").run(seq),
    () => database.prepare("delete from audit_bodies where seq = ?").run(seq),
    () => database.prepare("delete from audit_events where seq > ?").run(seq),
    () =>
      database
        .prepare("update audit_events set seq = case seq when ? then -1 else seq end where seq = ?")
        .run(seq, seq),
    () => exchange(database, seq, other),
  ];
  kinds[randomInt(kinds.length)]?.();
  database.close();
}

/** One character, at any place, becomes another. */
function alter(database: Database.Database, at: { table: string; column: string; seq: number }): void {
  const row = database.prepare(`select ${at.column} as text from ${at.table} where seq = ?`).get(at.seq) as {
    text: string;
  };
  const place = randomInt(row.text.length);
  const changed = `${row.text.slice(0, place)}${row.text[place] === "x" ? "y" : "x"}${row.text.slice(place + 1)}`;
  database.prepare(`update ${at.table} set ${at.column} = ? where seq = ?`).run(changed, at.seq);
}

function exchange(database: Database.Database, a: number, b: number): void {
  const swap = database.prepare("update audit_events set seq = ? where seq = ?");
  swap.run(-1, a);
  swap.run(a, b);
  swap.run(b, -1);
}
