// A process that proposes notes, has them agreed to and writes them until it is killed. The vendor lives elsewhere, and
// remembers what it was told. It behaves as scripts/proof/approvals/lives.ts has it.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { hashTag } from "#domain/trust/approval";
import { trustLanes } from "#kernel/trust/lanes";
import { sweep } from "#kernel/trust/sweep";
import { startWorkers } from "#kernel/worker";
import { createJobQueue } from "#store/jobs";
import { openStore } from "#store/open";
import { by, createTrustHouse, noteEffect } from "./trust.ts";

const { DATABASE_URL: url = "", VENDOR_URL: vendorUrl = "" } = process.env;
const PROPOSERS = 4;
const OPEN_MAX = 30;
const TIMING = { leaseMs: 500, sendMs: 250, settleMsMax: 50, uncertainMs: 60_000 };
/** What is not at its end after so many is stuck: a minute, since what failed a few times is put off for longer each time. */
const TURNS_MAX = 2_400;
const OPEN = ["approved", "performing"] as const;

const isDraining = process.argv.includes("--drain");
if (!isDraining) {
  process.stdout.write("loaded\n");
  await once(process.stdin, "data");
}
const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
const now = () => new Date();
const house = createTrustHouse(store, { now });
house.setCatalogue(noteEffect({ version: () => "1", write, look }, now));
const parts = { ...house.parts, timing: TIMING };
const worker = startWorkers(createJobQueue(store), trustLanes(parts), {
  ...{ leaseMs: TIMING.leaseMs, pollMs: 20, now, onError: () => {} },
});
await sweep(parts);
if (isDraining) await drain();
else await live();

async function write(key: string, text: string): Promise<string> {
  const reply = await fetch(`${vendorUrl}/${key}`, { method: "POST", body: text });
  return reply.text();
}

async function look(key: string): Promise<string | undefined> {
  const reply = await fetch(`${vendorUrl}/${key}`);
  return reply.ok ? reply.text() : undefined;
}

async function countOpen(): Promise<number> {
  return (await house.trust.list({ statuses: OPEN, limit: 500 })).length;
}

async function drain(): Promise<void> {
  for (let turn = 0; turn < TURNS_MAX && (await countOpen()) > 0; turn++) {
    await pause(25);
    if (turn % 20 === 0) await sweep(parts);
  }
  await worker.stop();
  await store.close();
}

async function live(): Promise<void> {
  process.stdout.write("alive\n");
  let turn = 0;
  async function propose(): Promise<never> {
    for (;;) {
      if ((await countOpen()) < OPEN_MAX) await agree(`${process.pid}-${turn++}`);
      else await pause(10);
    }
  }
  await Promise.race(Array.from({ length: PROPOSERS }, propose));
}

/** So many of one person may wait, and a process that is killed leaves some behind: hence a person for each. */
async function agree(text: string): Promise<void> {
  const call = by(house, `U${process.pid}`);
  const { id, payloadHash } = await house.trust.propose({ call, effect: house.effect(), input: { text, to: text } });
  await house.trust.decide(by(house, "U1LEAD"), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
  process.stdout.write(`agreed ${id} note.write ${text}\n`);
}
