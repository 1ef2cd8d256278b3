import { expect, it } from "vitest";
import { fromWebhook } from "#integrations/jira/normalise";
import { remarkLane } from "#operations/remarks";
import { createEvents, REMARK_QUEUE } from "#store/events";
import { createJobQueue } from "#store/jobs";
import { dialects, openTestStore } from "../support/stores.ts";
import { openTrackers } from "../support/trackers.ts";
import { silentLog } from "../surfaces/slack/doubles.ts";

const AT = new Date("2026-11-20T10:00:00Z");

function commented(id: string, body: unknown) {
  const payload = {
    ...{ timestamp: AT.getTime(), webhookEvent: "comment_created", issue: { id: "1", key: "API-1003" } },
    comment: { id, body },
  };
  return fromWebhook({ payload, delivery: `d${id}`, raw: Buffer.from(JSON.stringify(payload)), receivedAt: AT })[0];
}

it.each(dialects)("has each comment that names somebody looked at once, and no other (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record, foldPending } = createEvents(store);
  const told = [
    commented("1", "[~accountid:5f00] for how long?"),
    commented("2", "Nothing to see here."),
    commented("3", { type: "doc", content: [{ type: "mention", attrs: { id: "5f00" } }] }),
  ];
  for (const event of [...told, ...told]) await record(event);
  const now = new Date();
  const moment = { now, leaseUntil: new Date(now.getTime() + 1_000) };
  const jobs = await createJobQueue(store).claim({ queues: [REMARK_QUEUE], jobsMax: 10, ...moment });
  const payloads = jobs.map(({ payload }) => payload as { ref: string; comment: string });
  expect(payloads.map(({ ref, comment }) => `${ref} ${comment}`).sort()).toEqual(["API-1003 1", "API-1003 3"]);
  expect((await foldPending(new Date())).poisoned).toEqual([]);
});

async function hear(words: string, change: (comment: { text: unknown }) => void = () => {}) {
  const { jira, writing, world } = await openTrackers();
  const comment = jira.say({ key: "API-1003", login: "benosei", words });
  change(comment);
  const asked: { name: string; input: unknown }[] = [];
  const lane = remarkLane({
    ports: { vendors: writing.vendors },
    log: silentLog,
    // The lane looks at nothing but how it ended.
    invoke: (async (call: { name: string; input: unknown }) => {
      asked.push({ name: call.name, input: call.input });
      return { status: "done" };
    }) as never,
  });
  const payload = { ref: "API-1003", comment: String(comment.id) };
  await lane.handlers[REMARK_QUEUE]?.({ payload } as never, new AbortController().signal);
  return { asked, world };
}

it("takes what is asked to whoever answers, without the name that it was asked by", async () => {
  const { asked } = await hear("@Adjutant how do we restore a backup?");
  expect(asked).toEqual([
    {
      name: "ask.ticket",
      input: { issue: "API-1003", comment: "40000", author: "Ben Osei", question: "how do we restore a backup?" },
    },
  ]);
});

it("leaves alone what names others, and what was written anew since", async () => {
  expect((await hear("@Carla how do we restore a backup?")).asked).toEqual([]);
  const { asked } = await hear("@Adjutant is this so?", (comment) => {
    comment.text = { type: "doc", version: 1, content: [] };
  });
  expect(asked).toEqual([]);
});
