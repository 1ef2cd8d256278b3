import { expect, it } from "vitest";
import type { ActingStep } from "#domain/acting/records";
import { createActing, forgetActing } from "#store/acting";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const later = (hours: number) => new Date(AT.getTime() + hours * 3_600_000);

function step(change: Partial<ActingStep> = {}): ActingStep {
  const about = { signalId: "s1", subject: "acme/api#7", kind: "nudge" as const, detail: "ben" };
  return { invocation: "i1", ...about, recipient: "slack:U1", at: AT, ...change };
}

it.each(dialects)("keeps a step once, and holds back no longer what was said (%s)", async (dialect) => {
  const acting = createActing(await openTestStore(dialect));
  const held = { signalId: "s1", subject: "acme/api#7", words: "acme/api#7 waits.", at: AT };
  await acting.holdBack({ ...held, recipient: "slack:U1" });
  await acting.holdBack({ ...held, recipient: "slack:U1" });
  await acting.holdBack({ ...held, recipient: "slack:U2" });
  expect(await acting.heldBack(AT)).toHaveLength(2);
  const other = step({ signalId: "s2", subject: "acme/api#8" });
  await acting.noteSteps([step(), other]);
  await acting.noteSteps([step()]);
  expect(await acting.steps(["acme/api#7"])).toEqual([step()]);
  expect(await acting.heldBack(AT)).toMatchObject([{ recipient: "slack:U2" }]);
  expect(await acting.sentSince(later(-1))).toHaveLength(2);
  expect(await acting.sentSince(later(1))).toEqual([]);
});

it.each(dialects)("keeps what people wish until its time is over (%s)", async (dialect) => {
  const acting = createActing(await openTestStore(dialect));
  const wish = { person: "p1", subject: "", by: "slack:U1", at: AT };
  await acting.wish({ ...wish, until: later(24) });
  await acting.wish({ ...wish, subject: "acme/api#7", until: null });
  expect(await acting.wishes(later(23))).toHaveLength(2);
  expect(await acting.wishes(later(24))).toMatchObject([{ subject: "acme/api#7" }]);
  await acting.wish({ ...wish, until: later(48) });
  expect(await acting.wishes(later(24))).toHaveLength(2);
  expect(await acting.endWishes("p1")).toBe(2);
});

it.each(dialects)("knows what was blocked at any time, and since the first word about it (%s)", async (dialect) => {
  const acting = createActing(await openTestStore(dialect));
  const word = { subject: "acme/api#7", why: "keys", by: "slack:U1" };
  await acting.block({ ...word, at: AT });
  await acting.block({ ...word, why: "other keys", at: later(5) });
  expect(await acting.blockers(later(6))).toMatchObject([{ why: "other keys", at: AT, endedAt: null }]);
  const change = { subject: word.subject, by: "slack:U2", at: later(10) };
  expect(await acting.unblock(change)).toMatchObject({ at: AT, endedAt: later(10) });
  expect(await acting.unblock(change)).toBeUndefined();
  expect(await acting.blockers(later(11))).toEqual([]);
  expect(await acting.blockers(later(9))).toMatchObject([{ subject: "acme/api#7" }]);
  await acting.block({ ...word, at: later(12) });
  expect(await acting.blockers(later(12))).toMatchObject([{ at: later(12) }]);
});

it.each(dialects)("forgets what rules did long ago, and no word that is still in force (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const acting = createActing(store);
  await acting.noteSteps([step(), step({ invocation: "i2", at: later(10) })]);
  await acting.wish({ person: "p1", subject: "", until: null, by: "slack:U1", at: AT });
  const suggestion = { subject: "acme/api#7", login: "ben", reason: "owns it" };
  await acting.suggest({ ...suggestion, at: AT });
  await acting.suggest({ ...suggestion, login: "cyd", at: later(10) });
  expect(await forgetActing(store, later(5))).toBe(1);
  await acting.holdBack({ recipient: "U1", signalId: "s1", subject: "acme/api#7", words: "x", at: AT });
  await acting.holdBack({ recipient: "U1", signalId: "s2", subject: "acme/api#7", words: "x", at: AT });
  expect(await forgetActing(store, later(5), 1)).toBe(1);
  expect(await acting.heldBack(AT)).toHaveLength(1);
  expect(await forgetActing(store, later(5), 1)).toBe(1);
  expect(await forgetActing(store, later(5))).toBe(0);
  expect(await acting.steps(["acme/api#7"])).toMatchObject([{ invocation: "i2" }]);
  expect(await acting.wishes(later(5))).toHaveLength(1);
  expect(await acting.suggestions(["acme/api#7"])).toMatchObject([{ login: "cyd" }]);
});
