import { expect, it, onTestFinished } from "vitest";
import { createPagerdutyWrites } from "#integrations/pagerduty/writes";
import { RefusedError } from "#lib/errors";
import { createPagerdutySandbox } from "#sandbox/pagerduty/sandbox";

const PAGE = { dedupKey: "k", summary: "It burns", severity: "critical", source: "checkout" } as const;

async function connect() {
  const pagerduty = await createPagerdutySandbox();
  onTestFinished(() => pagerduty.close());
  const { url, routingKey } = pagerduty;
  return { pagerduty, writes: createPagerdutyWrites({ url, routingKey, now: () => new Date() }) };
}

it("raises one alert for one key, and takes it back", async () => {
  const { pagerduty, writes } = await connect();
  await writes.page(PAGE);
  await writes.page(PAGE);
  expect(pagerduty.alerts()).toEqual([{ ...PAGE, events: 2, status: "triggered" }]);
  await writes.resolve("k");
  expect(pagerduty.alerts()).toMatchObject([{ status: "resolved" }]);
});

it("tells a refusal from an ending that nobody knows", async () => {
  const { pagerduty, writes } = await connect();
  await expect(writes.page({ ...PAGE, source: "" })).rejects.toThrow(RefusedError);
  pagerduty.fault({ kind: "status", status: 500 });
  await expect(writes.page(PAGE)).rejects.not.toThrow(RefusedError);
  pagerduty.fault({ kind: "reset_after" });
  await expect(writes.page(PAGE)).rejects.not.toThrow(RefusedError);
  expect(pagerduty.alerts()).toHaveLength(1);
});
