import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { STATUSES } from "#domain/trust/status";
import { createApprovals } from "#store/approvals";
import { verifyAudit } from "#store/audit-check";
import { drain, liveAndDie } from "../../../scripts/proof/approvals/lives.ts";
import { findFault } from "../../../scripts/proof/approvals/reckoning.ts";
import { createDatabase, dialects, migrate, openMigrated } from "../../support/stores.ts";
import { createVendor, type Mood } from "../../support/trust.ts";

/** On each engine. More of them, with every vendor's own library, are in the proof of approvals. */
const KILLS = 10;
const LIFE = { agreedMax: 2, momentMsMax: 40 };
/** So many have to be done, or the kills have met nothing. */
const DONE_MIN = KILLS / 2;
const MOODS: Mood[] = ["answer", "answer", "answer", "lose-answer", "lose-request"];

describe.each(dialects)("a process that is killed at any moment (%s)", (dialect) => {
  it("loses, doubles and leaves nothing of what was agreed to", { timeout: 180_000 }, async () => {
    const url = await createDatabase(dialect);
    await migrate(url);
    const { vendor, vendorUrl } = await openVendor();
    const env = { ...process.env, DATABASE_URL: url, VENDOR_URL: vendorUrl };
    const lives = { worker: "test/support/mortal-worker.ts", kills: KILLS, ...LIFE, env };
    // Has everything compiled, which a process that is killed does not leave behind.
    await drain(lives);
    const agreed = await liveAndDie(lives);
    await drain(lives);

    const after = await openMigrated(url);
    const all = await createApprovals(after).list({ statuses: STATUSES, limit: 5_000 });
    expect(agreed.map(({ id }) => id).filter((id) => !all.some((one) => one.id === id))).toEqual([]);
    // Whoever is killed before they agree leaves a proposal that waits.
    const decided = all.filter(({ status }) => status !== "pending");
    const faults = decided.map((approval) => {
      const count = vendor.things.filter(({ key }) => key === approval.id).length;
      return { id: approval.id, status: approval.status, count, fault: findFault(approval, count) };
    });
    expect(faults.filter(({ fault }) => fault !== undefined)).toEqual([]);
    expect(all.filter(({ status }) => status === "done").length).toBeGreaterThanOrEqual(DONE_MIN);
    expect(await verifyAudit(after)).toMatchObject({ ok: true });
  });
});

/** The vendor of the tests behind a socket: it outlives whoever talks to it, and often does not answer. */
async function openVendor() {
  const vendor = createVendor();
  const server = createServer(async (request, response) => {
    const key = request.url?.slice(1) ?? "";
    if (request.method === "GET") {
      const found = await vendor.look(key, Date.now());
      response.writeHead(found === undefined ? 404 : 200).end(found);
      return;
    }
    const written = await text(request);
    vendor.be(MOODS[Math.floor(Math.random() * MOODS.length)] ?? "answer");
    try {
      response.end(await vendor.write(key, written, Date.now()));
    } catch {
      response.destroy();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { vendor, vendorUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it.each([
  ["done", 1, undefined],
  ["done", 0, "lost"],
  ["done", 2, "doubled"],
  ["failed", 1, "lost"],
  ["superseded", 0, undefined],
  ["expired", 0, undefined],
  ["pending", 0, "lost"],
  ["described", 0, "lost"],
  ["performing", 1, "stuck"],
  ["uncertain", 1, "guessed"],
] as const)("takes what is %s with %i objects at the vendor for %s", (status, count, fault) => {
  expect(findFault({ status, vendor: "github", name: "pr.comment" }, count)).toBe(fault);
});
