import { expect, it, onTestFinished } from "vitest";
import { createPagerdutySandbox, type PagerdutySandbox } from "#sandbox/pagerduty/sandbox";

async function open() {
  const pagerduty = await createPagerdutySandbox();
  onTestFinished(() => pagerduty.close());
  return pagerduty;
}

async function enqueue(pagerduty: PagerdutySandbox, event: object) {
  const body = JSON.stringify({ routing_key: pagerduty.routingKey, ...event });
  return (await fetch(`${pagerduty.url}/v2/enqueue`, { method: "POST", body })).status;
}

const payload = { summary: "It burns", source: "checkout", severity: "critical" };

it("rings once for what it is told twice, until that is resolved", async () => {
  const pagerduty = await open();
  const trigger = { event_action: "trigger", dedup_key: "k", payload };
  expect([await enqueue(pagerduty, trigger), await enqueue(pagerduty, trigger)]).toEqual([202, 202]);
  expect(pagerduty.alerts()).toMatchObject([{ dedupKey: "k", status: "triggered", events: 2 }]);
  await enqueue(pagerduty, { event_action: "resolve", dedup_key: "k" });
  await enqueue(pagerduty, trigger);
  expect(pagerduty.alerts().map(({ status }) => status)).toEqual(["resolved", "triggered"]);
});

it.each([
  [{ event_action: "trigger", dedup_key: "k" }],
  [{ event_action: "trigger", payload: { ...payload, severity: "awful" } }],
  [{ event_action: "trigger", payload, routing_key: "0".repeat(32) }],
  [{ event_action: "resolve" }],
])("refuses %o", async (event) => {
  const pagerduty = await open();
  expect(await enqueue(pagerduty, event)).toBe(400);
  expect(pagerduty.alerts()).toEqual([]);
});
