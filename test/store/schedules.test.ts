import { describe, expect, it } from "vitest";
import type { JudgedSlot } from "#domain/schedule/slots";
import { createSchedules, forgetRuns } from "#store/schedules";
import { makeSchedule } from "../support/clock.ts";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const SIGNATURE = { by: "slack:U1", at: AT };
const slot = (change: Partial<JudgedSlot> = {}): JudgedSlot => ({
  ...{ localDate: "2026-11-20", localTime: "09:30", at: AT, verdict: "on_time", lateMs: 0 },
  ...change,
});

function draft(owner = "slack:U1") {
  const { id: _id, activeFrom: _from, paused: _paused, ...change } = makeSchedule({ owner });
  return change;
}

describe.each(dialects)("schedules (%s)", (dialect) => {
  it("are made, changed, paused, deleted and brought back, and each change counts from now", async () => {
    const schedules = createSchedules(await openTestStore(dialect));
    const made = await schedules.create({ ...draft(), input: { team: "core" } }, SIGNATURE);
    const id = made?.id ?? 0;
    expect(made).toMatchObject({ input: { team: "core" }, activeFrom: AT, paused: null, skipsDaysOff: false });
    expect(await schedules.list()).toEqual([made]);
    const later = new Date(AT.getTime() + 1_000);
    expect(await schedules.change(id, { ...draft(), cron: "0 8 * * *" }, { by: "x", at: later })).toMatchObject({
      ...{ cron: "0 8 * * *", activeFrom: later },
    });
    expect(await schedules.pause(id, "because", SIGNATURE)).toBe(true);
    expect(await schedules.pause(id, "again", SIGNATURE)).toBe(false);
    expect((await schedules.find(id))?.paused).toEqual({ at: AT, by: "slack:U1", why: "because" });
    expect(await schedules.resume(id, { by: "x", at: later })).toBe(true);
    expect(await schedules.find(id)).toMatchObject({ paused: null, activeFrom: later });
    expect(await schedules.remove(id, SIGNATURE)).toBe(true);
    expect([await schedules.remove(id, SIGNATURE), await schedules.find(id)]).toEqual([false, undefined]);
    expect(await schedules.find(id, true)).toMatchObject({ id });
    expect(await schedules.restore(id, SIGNATURE)).toBe(true);
    expect(await schedules.list()).toHaveLength(1);
  });

  it("are no more of one person than somebody reads", async () => {
    const schedules = createSchedules(await openTestStore(dialect));
    for (let made = 0; made < 20; made++) await schedules.create(draft(), SIGNATURE);
    expect(await schedules.create(draft(), SIGNATURE)).toBeUndefined();
    expect(await schedules.create(draft("slack:U2"), SIGNATURE)).toBeDefined();
  });

  it("are claimed by one of all replicas, with the job, or with the word why it is skipped", async () => {
    const store = await openTestStore(dialect);
    const schedules = createSchedules(store);
    const claims = await Promise.all(Array.from({ length: 5 }, () => schedules.claim(7, slot(), AT)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const skipped = slot({ localTime: "08:00", verdict: "too_late", lateMs: 11 * 3_600_000 });
    expect(await schedules.claim(7, skipped, AT)).toBe(true);
    const jobs = await store.select().from(store.tables.jobs);
    expect(jobs).toMatchObject([
      { queue: "schedule", payload: { schedule: 7, localDate: "2026-11-20", localTime: "09:30" } },
    ]);
    const ref = { schedule: 7, localDate: "2026-11-20", localTime: "09:30" };
    await schedules.note(ref, { state: "proposed", approval: { id: "a", number: 12 }, fingerprint: "f", readAt: AT });
    expect(await schedules.findRun(ref)).toMatchObject({
      state: "proposed",
      approval: { id: "a", number: 12 },
      edits: 0,
    });
    const runs = await schedules.runs(AT, 7);
    expect(runs.map(({ words }) => words)).toEqual(expect.arrayContaining([null, "skipped: 11 hours late"]));
    expect(await forgetRuns(store, new Date(AT.getTime() + 1))).toBe(2);
  });
});
