import { afterEach, expect, it, vi } from "vitest";
import type { SlackInbox } from "#kernel/ports/slack-inbox";
import { createSlackInbox } from "#store/slack-inbox";
import { createAck } from "#surfaces/slack/ack";
import type { Envelope } from "#surfaces/slack/connection";
import { createIntake } from "#surfaces/slack/intake";
import { createPerformer, type Work } from "#surfaces/slack/performer";
import { openTestStore } from "../../support/stores.ts";
import { countingMetrics, silentLog } from "./doubles.ts";

afterEach(() => vi.useRealTimers());

const AWAITED = "1700000000.000001";
const ABOUT_TICKET = "1700000000.000002";
const threads = {
  awaits: async (_channel: string, thread: string) => thread === AWAITED,
  isAboutTicket: async (_channel: string, thread: string) => thread === ABOUT_TICKET,
};
const listensIn = (channel: string) => channel === "C0OPEN";

async function openIntake(change: Partial<SlackInbox> = {}) {
  const inbox = { ...createSlackInbox(await openTestStore("sqlite")), ...change };
  const performed: Work[] = [];
  const { metrics, counted } = countingMetrics();
  const performer = createPerformer({
    inbox,
    log: silentLog,
    dispatch: async (work) => {
      performed.push(work);
      await work.ack({ text: "by the listener" });
    },
  });
  const take = createIntake({ inbox, threads, listensIn, performer, metrics, log: silentLog, now: () => new Date() });
  return { inbox, performed, counted, performer, take };
}

function envelope(type: string, body: Record<string, unknown>, id = "e1") {
  const acks: unknown[] = [];
  const arrived: Envelope = {
    type,
    body,
    envelope_id: id,
    ack: async (response) => {
      acks.push(response);
    },
  };
  return { arrived, acks };
}

const SAID = {
  type: "message",
  channel_type: "channel",
  channel: "C1",
  ts: "1700000009.000001",
  user: "U1",
  text: "Psst",
};

it.each([
  ["in a channel", SAID, 0],
  ["in a private channel", { ...SAID, channel_type: "group" }, 0],
  ["in a thread in which nothing is awaited", { ...SAID, thread_ts: "1700000000.000002" }, 0],
  ["in an awaited thread, and is changed", { ...SAID, thread_ts: AWAITED, subtype: "message_changed" }, 0],
  ["in an awaited thread", { ...SAID, thread_ts: AWAITED }, 1],
  ["directly", { ...SAID, channel_type: "im" }, 1],
])("keeps what is said %s in so many rows", async (_where, event, rows) => {
  const { take, performer, performed, inbox } = await openIntake();
  const { arrived, acks } = envelope("events_api", { event_id: "Ev1", event });
  await take(arrived);
  await performer.settle(1_000);
  expect(acks).toHaveLength(1);
  expect(performed).toHaveLength(rows);
  expect(await inbox.keep({ key: "Ev1", type: "events_api", body: "{}" }, { now: new Date(), until: new Date() })).toBe(
    rows === 0 || event.channel_type === "im",
  );
});

it("lets the listener acknowledge a command, once", async () => {
  const { take, performed, performer, inbox } = await openIntake();
  const { arrived, acks } = envelope("slash_commands", { command: "/standup" });
  await take(arrived);
  await performer.settle(1_000);
  expect(acks).toEqual([{ text: "by the listener" }]);
  expect(performed).toMatchObject([{ key: "e1", isReplay: false }]);
  expect(await inbox.depth()).toBe(0);
});

it("acknowledges an event itself, once it is kept, and performs a repeated one no second time", async () => {
  const { take, performed, performer, counted } = await openIntake();
  const body = { event_id: "Ev1", event: { type: "app_mention" } };
  const first = envelope("events_api", body, "e1");
  const second = envelope("events_api", body, "e2");
  await Promise.all([take(first.arrived), take({ ...second.arrived, retry_num: 1, retry_reason: "timeout" })]);
  await performer.settle(1_000);
  expect([first.acks, second.acks]).toEqual([[undefined], [{}]]);
  expect(performed.map(({ key }) => key)).toEqual(["Ev1"]);
  expect(counted("slack_duplicates_total")).toBe(1);
});

it("acknowledges nothing that Slack would repeat when nothing can be kept, and tells who typed a command", async () => {
  const { take, performed } = await openIntake({
    keep: async () => {
      throw new Error("database or disk is full");
    },
  });
  const event = envelope("events_api", { event_id: "Ev1" });
  const click = envelope("interactive", { type: "block_actions" });
  const command = envelope("slash_commands", { command: "/standup" });
  const form = envelope("interactive", { type: "view_submission" });
  await Promise.all([event, click, command, form].map(({ arrived }) => take(arrived)));

  expect([event.acks, click.acks]).toEqual([[], []]);
  expect(command.acks).toEqual([{ response_type: "ephemeral", text: expect.stringContaining("nothing was done") }]);
  expect(form.acks).toMatchObject([{ response_action: "update" }]);
  expect(performed).toEqual([]);
});

it.each([
  ["C0OPEN", { text: "API-12 is done" }, 1],
  ["C0OPEN", { text: "good morning" }, 0],
  ["C0OPEN", { text: "fixed, deployed" }, 0],
  ["C0OPEN", { text: "fixed, deployed", thread_ts: ABOUT_TICKET }, 1],
  ["C0OPEN", { text: "API-12 is done", subtype: "message_changed" }, 0],
  ["C0OTHER", { text: "API-12 is done" }, 0],
  ["C0OTHER", { text: "fixed, deployed", thread_ts: ABOUT_TICKET }, 0],
])("in %s keeps of what people say to each other, like %j, what may matter there: %d", async (channel, said, kept) => {
  const { take, performed } = await openIntake();
  const event = { type: "message", channel_type: "channel", channel, ts: "1700000009.000001", user: "U1", ...said };
  const { arrived, acks } = envelope("events_api", { event_id: "Ev7", event });
  await take(arrived);
  expect(acks).toHaveLength(1);
  expect(performed).toHaveLength(kept);
});

it("keeps neither closed dialogs nor questions for options", async () => {
  const { take, performed, inbox } = await openIntake();
  const closed = envelope("interactive", { type: "view_closed" });
  const options = envelope("interactive", { type: "block_suggestion" });
  await take(closed.arrived);
  await take(options.arrived);
  expect(closed.acks).toEqual([undefined]);
  expect(performed).toMatchObject([{ body: { type: "block_suggestion" } }]);
  expect(await inbox.depth()).toBe(0);
});

it("leaves in the inbox what could not be performed", async () => {
  const inbox = createSlackInbox(await openTestStore("sqlite"));
  const performer = createPerformer({
    inbox,
    log: silentLog,
    dispatch: async () => {
      throw new Error("Slack is away");
    },
  });
  const { metrics } = countingMetrics();
  const take = createIntake({ inbox, threads, listensIn, performer, metrics, log: silentLog, now: () => new Date() });
  await take(envelope("slash_commands", { command: "/standup" }).arrived);
  await performer.settle(1_000);
  expect(await inbox.depth()).toBe(1);
  expect(performer.keys()).toEqual([]);
});

it("performs no more than so many at once, and all of them in the end", async () => {
  const inbox = createSlackInbox(await openTestStore("sqlite"));
  let running = 0;
  let most = 0;
  let done = 0;
  const all = Promise.withResolvers<void>();
  const performer = createPerformer({
    inbox,
    log: silentLog,
    async dispatch() {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (++done === 300) all.resolve();
    },
  });
  for (let index = 0; index < 300; index++) {
    performer.perform({ key: `e${index}`, body: {}, ack: async () => {}, isReplay: false });
  }
  await all.promise;
  expect(most).toBe(64);
});

it("acknowledges in time when the work is slow, and only once", async () => {
  vi.useFakeTimers();
  const sent: unknown[] = [];
  let autoAcks = 0;
  const ack = createAck({
    send: async (response) => void sent.push(response),
    slowResponse: { text: "Working on it…" },
    onAutoAck: () => autoAcks++,
    onSent: () => {},
    onFailed: () => {},
  });
  await vi.advanceTimersByTimeAsync(2_499);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await ack({ text: "late" });
  expect(sent).toEqual([{ text: "Working on it…" }]);
  expect(autoAcks).toBe(1);
});

it("does not throw when the line is gone before the acknowledgement", async () => {
  const failed: unknown[] = [];
  const ack = createAck({
    send: async () => {
      throw new Error("not open");
    },
    onAutoAck: () => {},
    onSent: () => {},
    onFailed: (error) => failed.push(error),
  });
  await ack();
  expect(failed).toHaveLength(1);
});
