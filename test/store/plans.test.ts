import { describe, expect, it } from "vitest";
import type { NewPlan } from "#domain/plan/plan";
import { createFeedback } from "#store/feedback";
import { countJobs } from "#store/jobs";
import { createPlans, forgetPlans } from "#store/plans";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const later = (ms: number) => new Date(AT.getTime() + ms);
const plan = (id: string, change: Partial<NewPlan> = {}): NewPlan => ({
  ...{
    id,
    batch: null,
    position: 0,
    asker: { kind: "person", id: "slack:U1" },
    surface: "slack",
    place: null,
    thread: null,
  },
  ...{ title: "Refunds", isTainted: false, createdAt: AT },
  wish: { kind: "revise", prd: 1, change: "Shorter.", questions: [] },
  ...change,
});
const WRITER = { traceId: "t", model: "m", prompt: "plan@1/base" };

describe.each(dialects)("plans on %s", (dialect) => {
  it("are begun once, with the job that carries them out", async () => {
    const store = await openTestStore(dialect);
    let woken = 0;
    const plans = createPlans(store, () => woken++);
    expect([await plans.begin(plan("a")), await plans.begin(plan("a", { title: "Other" }))]).toEqual([true, false]);
    expect(await plans.find("a")).toMatchObject({ ...plan("a"), stage: "waiting", questions: [], draft: null });
    expect([(await countJobs(store)).ready, woken]).toEqual([1, 1]);
  });

  it("change until they have ended, and not any more", async () => {
    const plans = createPlans(await openTestStore(dialect));
    await plans.begin(plan("a"));
    expect(await plans.advance("a", { stage: "drafting" })).toMatchObject({ stage: "drafting" });
    await plans.advance("a", { stage: "done", prd: 7, version: "v", endedAt: AT });
    expect(await plans.advance("a", { stage: "failed" })).toBeUndefined();
    expect(await plans.ofVersion("v")).toMatchObject({ id: "a", stage: "done", prd: 7 });
    expect(await plans.ofVersion("w")).toBeUndefined();
  });

  it("of a batch stay in its order", async () => {
    const plans = createPlans(await openTestStore(dialect));
    for (const position of [2, 0, 1]) await plans.begin(plan(`p${position}`, { batch: "b", position }));
    await plans.begin(plan("other", { batch: "c" }));
    expect((await plans.batch("b")).map(({ id }) => id)).toEqual(["p0", "p1", "p2"]);
  });

  it("are forgotten when they ended long ago, with what was said of them", async () => {
    const store = await openTestStore(dialect);
    const [plans, feedback] = [createPlans(store), createFeedback(store)];
    for (const id of ["old", "young", "open"]) await plans.begin(plan(id));
    await plans.advance("old", { stage: "done", writer: WRITER, version: "v", endedAt: AT });
    await plans.advance("young", { stage: "done", writer: WRITER, version: "w", endedAt: later(10) });
    for (const id of ["old", "young"]) await feedback.rate({ plan: id, by: "slack:U1", rating: "up", at: AT });
    expect((await feedback.unedited(AT, 9)).map(({ id }) => id).toSorted()).toEqual(["old", "young"]);
    expect(await forgetPlans(store, later(5))).toBe(1);
    expect(await forgetPlans(store, later(5))).toBe(0);
    expect(await feedback.figures()).toMatchObject([{ prompt: "plan@1/base", drafts: 1, up: 1 }]);
    expect([await plans.find("old"), (await plans.find("open"))?.stage]).toEqual([undefined, "waiting"]);
  });
});
