import { expect, it } from "vitest";
import { createLanes } from "#surfaces/slack/lanes";

const AT = 1_000_000;

it("lets three through at once and then one per second, one at a time", () => {
  const lanes = createLanes();
  for (let count = 0; count < 3; count++) {
    expect(lanes.closed(AT)).toEqual([]);
    lanes.take("C1", AT);
    expect(lanes.closed(AT)).toEqual(["C1"]);
    lanes.release("C1", AT);
  }
  expect(lanes.closed(AT + 999)).toEqual(["C1"]);
  expect(lanes.closed(AT + 1_000)).toEqual([]);
});

it("closes one channel for as long as Slack asks, and the others stay open", () => {
  const lanes = createLanes();
  lanes.limit("C1", { now: AT, ms: 5_000 });
  expect(lanes.closed(AT + 4_999)).toEqual(["C1"]);
  expect(lanes.isPaused(AT + 1)).toBe(false);
  expect(lanes.closed(AT + 5_000)).toEqual([]);
});

it("pauses everything when two channels are limited at nearly the same time", () => {
  const lanes = createLanes();
  lanes.limit("C1", { now: AT, ms: 1_000 });
  lanes.limit("C2", { now: AT + 9_000, ms: 5_000 });
  expect(lanes.isPaused(AT + 13_999)).toBe(true);
  expect(lanes.isPaused(AT + 14_000)).toBe(false);
});
