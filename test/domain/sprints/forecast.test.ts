import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecast } from "#domain/sprints/forecast";

const steady = Array.from({ length: 60 }, () => 2);

describe("forecast", () => {
  test("a team that finishes two a day finishes two a day", () => {
    expect(forecast({ daily: steady, remaining: 9, daysLeft: 5, seed: "a" })).toEqual({
      by_end: { p50: 10, p85: 10 },
      rest_done: { p50: 5, p85: 5 },
      runs: 10_000,
    });
  });

  test("the surer number is the smaller one, the surer day the later one", () => {
    const daily = Array.from({ length: 60 }, (_, day) => (day % 5 === 0 ? 5 : 0));
    const known = forecast({ daily, remaining: 12, daysLeft: 10, seed: "a" });
    if (typeof known === "string") throw new Error(known);
    expect(known.by_end.p85).toBeLessThan(known.by_end.p50);
    expect(known.rest_done.p85).toBeGreaterThan(known.rest_done.p50 ?? Number.NaN);
  });

  test("agrees with the binomial distribution, whose quantiles are known", () => {
    // One ticket on every second day, 20 days: B(20, ½) has its 50 % at 10 and its 15 % at 8.
    const daily = Array.from({ length: 60 }, (_, day) => day % 2);
    expect(forecast({ daily, remaining: 10, daysLeft: 20, seed: "b" })).toMatchObject({ by_end: { p50: 10, p85: 8 } });
  });

  test("nothing to do is done today, and what cannot be done in a year has no day", () => {
    expect(forecast({ daily: steady, remaining: 0, daysLeft: 5, seed: "a" })).toMatchObject({
      rest_done: { p50: 0, p85: 0 },
    });
    expect(forecast({ daily: steady, remaining: 1_000, daysLeft: 5, seed: "a" })).toMatchObject({
      rest_done: { p50: null, p85: null },
    });
  });

  test.each([
    ["too few days", steady.slice(0, 19), "not enough history: 19 of 20 working days"],
    ["too few tickets", [9, ...Array<number>(59).fill(0)], "not enough history: 9 of 10 finished tickets"],
    ["none at all", Array<number>(60).fill(0), "not enough history: 0 of 10 finished tickets"],
  ])("says why there is none: %s", (_, daily, words) => {
    expect(forecast({ daily, remaining: 5, daysLeft: 5, seed: "a" })).toBe(words);
  });

  test("the same question has the same answer, whatever it is", () => {
    const any = fc.record({
      daily: fc.array(fc.nat(6), { minLength: 20, maxLength: 60 }),
      remaining: fc.nat(60),
      daysLeft: fc.nat(15),
      seed: fc.string(),
    });
    fc.assert(
      fc.property(any, (input) => {
        expect(forecast(input)).toEqual(forecast(input));
      }),
      { numRuns: 10 },
    );
  });
});
