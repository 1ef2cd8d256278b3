import { expect, it } from "vitest";
import { incidentEffects } from "#capabilities/incidents/page";
import type { Effect } from "#kernel/capability";
import { RefusedError, UnavailableError } from "#kernel/errors";
import { attemptOf, openTrackers, perform } from "../../support/trackers.ts";

const [page, resolve] = incidentEffects as unknown as [Effect, Effect];
const INPUT = { summary: "Checkout answers 500", service: "checkout" };

it("pages once, however often it has to be told, and takes the alert back", async () => {
  const { writing, pagerduty } = await openTrackers();
  const attempt = await attemptOf(page, writing, INPUT);
  const input = page.input.parse(INPUT);
  pagerduty.fault({ kind: "reset_after" });
  await expect(page.run(writing, input, attempt)).rejects.not.toThrow(RefusedError);
  expect(await page.reconcile(writing, input, attempt)).toBeUndefined();
  const result = await page.run(writing, input, attempt);
  expect(pagerduty.alerts()).toEqual([
    {
      ...{ dedupKey: attempt.key, summary: "Checkout answers 500", source: "checkout", severity: "critical" },
      ...{ status: "triggered", events: 2 },
    },
  ]);
  await perform(resolve, writing, page.inverse?.(input, result)?.input);
  expect(pagerduty.alerts()).toMatchObject([{ status: "resolved" }]);
});

it("leaves it to a person where nobody answers for minutes", async () => {
  const { writing } = await openTrackers();
  const attempt = { ...(await attemptOf(page, writing, INPUT)), since: new Date(Date.now() - 3_600_000) };
  await expect(page.reconcile(writing, INPUT, attempt)).rejects.toThrow(UnavailableError);
});

it("pages nobody where it is refused or not connected", async () => {
  const { writing, pagerduty } = await openTrackers();
  pagerduty.fault({ kind: "status", status: 400 });
  await expect(perform(page, writing, INPUT)).rejects.toThrow(RefusedError);
  const without = { ...writing, writes: { ...writing.writes, pagerduty: null } };
  await expect(perform(page, without, INPUT)).rejects.toThrow("set PAGERDUTY_ROUTING_KEY");
  expect(pagerduty.alerts()).toEqual([]);
});
