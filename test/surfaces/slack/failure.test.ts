import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { expect, it } from "vitest";
import { codeOf, retryDelayMs, toDegraded } from "#surfaces/slack/failure";

function refusal(error: string) {
  return new WebAPIPlatformError({ ok: false, error });
}

it("waits longer after each failure, never quite the same and never over half a minute", () => {
  expect(retryDelayMs("closed", 0)).toBeLessThanOrEqual(100);
  for (const [failures, msMax] of [
    [1, 250],
    [4, 2_000],
    [20, 30_000],
  ] as const) {
    const delays = Array.from({ length: 50 }, () => retryDelayMs("closed", failures));
    expect(Math.max(...delays)).toBeLessThanOrEqual(msMax);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(msMax / 2);
    expect(new Set(delays).size).toBeGreaterThan(1);
  }
  expect(retryDelayMs(new WebAPIRateLimitedError(9), 20)).toBe(9_000);
});

it("knows what only a person can mend", () => {
  expect(toDegraded(refusal("account_inactive"))).toEqual({
    code: "account_inactive",
    remedy: "The app was removed from the workspace: install it again.",
  });
  expect(toDegraded("link_disabled")?.remedy).toContain("Socket Mode");
  expect(toDegraded(refusal("internal_error"))).toBeUndefined();
  expect(toDegraded(new Error("reset"))).toBeUndefined();
});

it("does not take an answer that could not be read for a word of Slack's", () => {
  expect(codeOf(refusal('{"ok":true,"ts":"17'))).toBeUndefined();
  expect(codeOf(refusal("<html>Bad gateway</html>"))).toBeUndefined();
  expect(codeOf(refusal("channel_not_found"))).toBe("channel_not_found");
});
