import { expect, it } from "vitest";
import { askOf, createModelHouse, STORY } from "../../support/model.ts";

const TEXT = "Ask [email-1] about API-12 [S2]. Nobody knows FAKE-1. See https://collector.evil.example/x now. The end.";
const CLEAN = "Ask ada@acme.example about API-12 [S2]. See (link left out) now. The end.";

async function read(text: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of text) pieces.push(piece);
  return pieces;
}

it("can be read while it is written, in whole sentences with nothing foreign in them", async () => {
  const { model, calls } = await createModelHouse({ script: () => TEXT });
  const { text, outcome } = model.write(STORY, askOf());
  const pieces = await read(text);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join("")).toBe(CLEAN);
  expect(await outcome).toMatchObject({ status: "done", value: CLEAN, provenance: { model: "teller" } });
  expect(await calls()).toMatchObject([{ rung: "prose", outcome: "answered", isEstimated: false }]);
});

it.each([
  ["stall", "timeout", "timeout"],
  ["cut", "truncated", "truncated"],
  ["broken_stream", "unreachable", "unreachable"],
  ["error_piece", "unreachable", "unreachable"],
  ["refusal", "refused", "refused"],
  ["empty", "invalid", "answered"],
] as const)("ends without an error where the stream meets with %s, and says why", async (kind, reason, outcome) => {
  const { model, server, calls } = await createModelHouse({ script: () => TEXT });
  server.misbehave({ kind });
  const stream = model.write(STORY, askOf());
  await read(stream.text);
  expect(await stream.outcome).toMatchObject({ status: "unusable", reason });
  expect(await calls()).toMatchObject([{ outcome }]);
});

it("pays for what nobody reads to its end, and hears no more of it", async () => {
  const { model, calls } = await createModelHouse({ script: () => TEXT });
  const { text, outcome } = model.write(STORY, askOf());
  for await (const piece of text) {
    expect(piece).toContain("ada@acme.example");
    break;
  }
  expect(await outcome).toMatchObject({ status: "unusable", reason: "timeout" });
  expect(await calls()).toMatchObject([{ outcome: "stopped", isEstimated: true }]);
});

it("writes nothing without a budget", async () => {
  const { model, limits } = await createModelHouse();
  limits.monthlyUsdMax = 0;
  const { text, outcome } = model.write(STORY, askOf());
  expect(await read(text)).toEqual([]);
  expect(await outcome).toMatchObject({ reason: "budget" });
});
