import { createHmac } from "node:crypto";
import { expect, it, onTestFinished, vi } from "vitest";
import { openHouse, WEBHOOK_SECRET } from "../support/bot.ts";
import { pullPayload } from "../support/github.ts";
import { personIn } from "../support/person.ts";
import { mountSmallDisk } from "../support/small-disk.ts";

const MEGABYTE = 1024 * 1024;
const WAIT = { timeout: 15_000, interval: 100 };

it("says so when its disk is full, serves people for as long as it can, and goes on when there is room", async (context) => {
  const disk = await mountSmallDisk(160);
  if (!disk) return context.skip("Only root may mount a small disk.");
  const house = await openHouse({ folder: disk.folder, isQuiet: true });
  onTestFinished(house.close);
  await house.startBot();
  const person = personIn(house.sandbox, "eng");
  const ready = async () => (await fetch(`${house.httpUrl}/health/ready`)).text();
  const ackOf = async () => JSON.stringify(await house.sandbox.slack.ackCommand({ ...person, ...STANDUP }));

  async function deliver() {
    const body = JSON.stringify(pullPayload("opened"));
    const signature = `sha256=${createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex")}`;
    const headers = { "x-github-event": "pull_request", "x-hub-signature-256": signature };
    return fetch(`${house.httpUrl}/webhooks/github`, { method: "POST", headers, body });
  }

  await disk.fill(40 * MEGABYTE);
  await vi.waitFor(
    async () => expect(await ready()).toMatch(/Only \d+ MB are free .* 64 MB are needed\. Make room/),
    WAIT,
  );
  const refused = await deliver();
  expect(refused.status).toBe(503);
  expect(await refused.text()).toContain("Send it again later");
  await person.type("/standup");
  await person.read("Standup for");

  await disk.fill();
  await vi.waitFor(async () => expect(await ackOf()).toContain("cannot store anything right now"), WAIT);
  // The ballast makes room for people, though not for more.
  await vi.waitFor(async () => expect(await ackOf()).toMatch(/"outcome":"acked"(?!.*cannot store)/), WAIT);
  expect((await fetch(`${house.httpUrl}/health`)).status).toBe(200);
  expect((await deliver()).status).toBe(503);

  await disk.clear();
  await vi.waitFor(async () => expect(await ready()).toContain('"status":"ready"'), WAIT);
  expect((await deliver()).status).toBe(200);
  expect(house.log()).toContain("disk full, ballast released");
  expect(house.isAlive()).toBe(true);
});

const STANDUP = { channel: "eng", command: "/standup", text: "" };
