import { expect, it } from "vitest";
import type { Events } from "#kernel/ports/events";
import { jobOperations } from "#operations/jobs";
import { createJobQueue, enqueue } from "#store/jobs";
import { createSlackInbox } from "#store/slack-inbox";
import { countLetters } from "#store/slack-letters";
import { createSlackOutbox } from "#store/slack-outbox";
import { AT, dialects, openTestStore } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

const LEASE = { now: AT, until: new Date(AT.getTime() + 10_000) };
const CLAIM = { ...LEASE, exceptLanes: [], limit: 10 };

/** One of each: a dead job, a message of uncertain fate, a delivery that was given up. */
async function openTrouble(dialect: (typeof dialects)[number]) {
  const store = await openTestStore(dialect);
  const [outbox, inbox, queue] = [createSlackOutbox(store), createSlackInbox(store), createJobQueue(store)];
  await enqueue(store, { queue: "fold", payload: {}, runAt: AT });
  const [job] = await queue.claim({ queues: ["fold"], jobsMax: 1, now: AT, leaseUntil: LEASE.until });
  if (job) await queue.bury(job, { error: "no such fact", now: AT });
  await outbox.enqueue([{ key: "k", channel: "C1", kind: "post", body: "{}" }], AT);
  const [message] = await outbox.claim(CLAIM);
  if (message) await outbox.settle(message, { state: "uncertain", reason: "may not look (missing_scope)" });
  await inbox.keep({ key: "Ev1", type: "events_api", body: "{}" }, LEASE);
  await inbox.bury("Ev1", "not performed in 5 attempts");

  const { terminal, printed } = createTestTerminal();
  const desk = { store, events: { poisoned: async () => [] } as unknown as Events, now: () => AT };
  const operations = jobOperations(async () => desk);
  async function run(name: string, words: string[] = [], json = false): Promise<string> {
    printed.length = 0;
    await operations.find((one) => one.name === name)?.run({ words, fields: {}, json, terminal });
    return printed.join("\n");
  }
  return { store, outbox, inbox, queue, run, ids: { job: job?.id ?? "", message: message?.id ?? "", delivery: "Ev1" } };
}

it("lists everything that waits for a person, why, and what to do about it", async () => {
  const { run, ids } = await openTrouble("sqlite");
  const text = await run("jobs");
  expect(text).toContain(`${ids.job} fold, 1 attempts: no such fact`);
  expect(text).toContain(`${ids.message} in C1, ${AT.toISOString()}: may not look (missing_scope)`);
  expect(text).toContain(`Ev1 events_api, ${AT.toISOString()}: not performed in 5 attempts`);
  expect(text).toContain("adjutant jobs retry ID");
  expect(JSON.parse(await run("jobs", [], true))).toMatchObject({
    ...{ dead: 1, uncertain: 1, undelivered: 1 },
    dead_jobs: [{ id: ids.job }],
    uncertain_messages: [{ id: ids.message, channel: "C1" }],
    dead_deliveries: [{ key: "Ev1" }],
  });
});

it.each(dialects)("tries again whatever is named by its id (%s)", async (dialect) => {
  const { store, outbox, inbox, queue, run, ids } = await openTrouble(dialect);
  for (const id of Object.values(ids)) expect(await run("jobs retry", [id])).toContain("tried again");
  expect(await countLetters(store)).toEqual({ uncertain: 0, dead: 0 });
  expect(await queue.claim({ queues: ["fold"], jobsMax: 1, now: AT, leaseUntil: LEASE.until })).toHaveLength(1);
  expect(await outbox.claim(CLAIM)).toMatchObject([{ id: ids.message, state: "sending" }]);
  expect(await inbox.claim({ ...LEASE, limit: 10, isStart: false })).toMatchObject([{ key: "Ev1", attempts: 1 }]);
});

it.each(dialects)("leaves as it is what a person drops (%s)", async (dialect) => {
  const { store, outbox, run, ids } = await openTrouble(dialect);
  for (const id of Object.values(ids)) expect(await run("jobs drop", [id])).toBe("It is left as it is.");
  expect(await countLetters(store)).toEqual({ uncertain: 0, dead: 0 });
  expect(await outbox.find("k")).toMatchObject({ state: "failed", reason: expect.stringContaining("person") });
  expect(await run("jobs")).not.toContain(ids.job);
  await expect(run("jobs drop", [ids.message])).rejects.toThrow("Nothing called");
  await expect(run("jobs retry", [ids.delivery])).rejects.toThrow("Nothing called");
});
