import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { appendAudit, readHead } from "#store/audit-chain";
import { eraseBodies, pruneAudit, verifyAudit } from "#store/audit-check";
import type { Store } from "#store/db";
import { dialects, openTestStore } from "../support/stores.ts";

const T0 = new Date("2026-01-01T00:00:00Z").getTime();
const ROWS = 60;

async function open(dialect: (typeof dialects)[number]) {
  const store = await openTestStore(dialect);
  for (let start = 0; start < ROWS; start += 10) {
    const facts = Array.from({ length: 10 }, (_, index) => factOf(start + index));
    await store.transaction((tx) => appendAudit(tx, facts));
  }
  return store;
}

function factOf(number: number) {
  const at = new Date(T0 + number * 3_600_000);
  const fact = { verb: "proposed", subject: `s${number}`, actor: "slack:U1", outcome: "pending", correlationId: "t" };
  return { ...fact, payload: { number, text: `half a character ${"\ud83d"}` }, at };
}

/** Somebody who can write to the database, and to its triggers. */
async function tamper(store: Store, change: ReturnType<typeof sql>): Promise<void> {
  const off =
    store.dialect === "postgres"
      ? [sql`alter table audit_events disable trigger all`, sql`alter table audit_bodies disable trigger all`]
      : [
          sql`drop trigger audit_events_unchanged`,
          sql`drop trigger audit_events_kept`,
          sql`drop trigger audit_bodies_unchanged`,
        ];
  for (const statement of off) await store.rows(statement).catch(() => undefined);
  await store.rows(change);
}

const COLUMNS = ["id", "ts", "verb", "subject", "actor", "outcome", "correlation_id", "body_hash", "prev", "hash"];

describe.each(dialects)("the audit on %s", (dialect) => {
  it("is whole, also when many append at once", async () => {
    const store = await open(dialect);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.transaction((tx) => appendAudit(tx, [factOf(100 + n)]))),
    );
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: ROWS + 20, problem: null });
  });

  it("is never changed, and shortened only below a checkpoint", async () => {
    const store = await open(dialect);
    await expect(store.rows(sql`update audit_events set verb = 'x' where seq = 3`)).rejects.toThrow();
    await expect(store.rows(sql`delete from audit_events where seq = 3`)).rejects.toThrow();
    await expect(store.rows(sql`update audit_bodies set payload = '{}' where seq = 3`)).rejects.toThrow();
    const head = await readHead(store);
    expect(await pruneAudit(store, new Date(T0 + 30 * 3_600_000))).toBe(30);
    expect(await verifyAudit(store, head)).toMatchObject({ ok: true, rows: 31 });
    await expect(store.rows(sql`delete from audit_events where seq = 40`)).rejects.toThrow();
  });

  it("forgets what was said and still knows that it was", async () => {
    const store = await open(dialect);
    expect(await eraseBodies(store, ["s3", "s4"], { actor: "slack:U1", reason: "they asked" })).toBe(2);
    expect(await verifyAudit(store)).toMatchObject({ ok: true, erased: 2 });
  });

  it.each([
    [
      "a column altered",
      () => sql`update audit_events set ${sql.raw(COLUMNS[randomInt(COLUMNS.length)] ?? "id")} = 'x' where seq = 7`,
    ],
    ["a body altered", () => sql`update audit_bodies set payload = '{"number":1}' where seq = 7`],
    ["a body removed", () => sql`delete from audit_bodies where seq = 7`],
    ["a row removed", () => sql`delete from audit_events where seq = 7`],
    ["the newest rows removed", () => sql`delete from audit_events where seq > 50`],
    ["the first rows removed", () => sql`delete from audit_events where seq < 4`],
    [
      "two rows exchanged",
      () => sql`update audit_events set seq = case seq when 7 then 1008 when 8 then 1007 end where seq in (7, 8)`,
    ],
  ])("shows %s", async (_what, change) => {
    const store = await open(dialect);
    await tamper(store, change());
    expect(await verifyAudit(store)).toMatchObject({ ok: false, problem: expect.stringMatching(/Row|row/) });
  });

  it("shows by its anchor that it was shortened together with its head", async () => {
    const store = await open(dialect);
    const anchor = await readHead(store);
    await tamper(store, sql`delete from audit_events where seq > 50`);
    await store.rows(sql`update audit_head set seq = 50, hash = (select hash from audit_events where seq = 50)`);
    expect(await verifyAudit(store)).toMatchObject({ ok: true });
    expect(await verifyAudit(store, anchor)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("noted down"),
    });
  });
});
