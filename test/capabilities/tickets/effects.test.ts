import { describe, expect, it } from "vitest";
import { NeverSentError, RefusedError, UnavailableError } from "#kernel/errors";
import { begin, CASES, caseOf, failure, isLagging, isUnknown } from "../../support/ticket-cases.ts";

describe.each(CASES)("$name in $vendor", (one) => {
  it("is one write and one thing, which is found again", async () => {
    const { run, reconcile, writes, count } = await begin(one);
    const result = await run();
    expect(writes()).toBe(1);
    expect(count()).toBe(1);
    expect(await reconcile()).toEqual(result);
  });

  it("is found where its answer was lost", async () => {
    const { run, reconcile, strike, writes, count } = await begin(one);
    strike({ kind: "reset_after" });
    expect(isUnknown(await failure(run()))).toBe(true);
    expect(await reconcile()).toMatchObject({ url: expect.stringContaining("http") });
    expect([writes(), count()]).toEqual([1, 1]);
  });

  it("is found once it happened late, and then there is one", async () => {
    const { run, reconcile, strike, writes, count } = await begin(one);
    strike({ kind: "late", ms: 30 });
    expect(isUnknown(await failure(run()))).toBe(true);
    expect(count()).toBe(0);
    await expect.poll(() => count()).toBe(1);
    expect(await reconcile()).toMatchObject({ url: expect.stringContaining("http") });
    expect([writes(), count()]).toEqual([1, 1]);
  });

  it("is absent where nothing came of it, as far as that can be known", async () => {
    const { run, reconcile, strike, count } = await begin(one);
    strike({ kind: "reset" });
    expect(isUnknown(await failure(run()))).toBe(true);
    if (isLagging(one)) await expect(reconcile()).rejects.toThrow(UnavailableError);
    else {
      expect(await reconcile()).toBeUndefined();
      await run();
      expect(count()).toBe(1);
    }
  });

  it("cannot be known while the token is refused, whatever became of it", async () => {
    const { run, reconcile, strike, [one.vendor]: vendor } = await begin(one);
    strike({ kind: "reset_after" });
    await failure(run());
    vendor.fault({ kind: "token_expired", times: 5 });
    await expect(reconcile()).rejects.toThrow(UnavailableError);
  });
});

// GitHub's sandbox refuses by path alone, which is not the same from test to test where it names an issue.
describe.each(CASES.filter(({ operation }) => !/^(?:POST|PATCH)$/.test(operation)))("$name in $vendor", (one) => {
  it.each([400, 401, 403, 429])("has not happened where it is refused with %i", async (status) => {
    const { run, strike, count } = await begin(one);
    strike({ kind: "status", status, ...(status === 429 && { retryAfter: 60 }) });
    const error = await failure(run());
    expect(error).toBeInstanceOf(RefusedError);
    expect((error as RefusedError).retryAt !== undefined).toBe(status === 429);
    expect(count()).toBe(0);
  });
});

// A comment and a new issue need nothing to be read in some trackers before they are made.
const READING = CASES.filter(({ name, vendor }) => vendor === "linear" || !/comment|create/.test(name));
describe.each([...READING, caseOf("issue.create", "jira")])("$name in $vendor", (one) => {
  it("was never sent where its target cannot be read", async () => {
    const { run, writes, [one.vendor]: vendor } = await begin(one);
    vendor.fault({ kind: "status", status: 500, times: 9 });
    expect(await failure(run())).toBeInstanceOf(NeverSentError);
    expect(writes()).toBe(0);
  });

  it("is not sent any more once nobody waits for it", async () => {
    const { run, writes } = await begin(one);
    expect(await failure(run(AbortSignal.abort()))).toBeInstanceOf(NeverSentError);
    expect(writes()).toBe(0);
  });
});
