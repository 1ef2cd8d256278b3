import { expect, it, onTestFinished } from "vitest";
import { createGoogleCalendar } from "#integrations/google/calendar";
import { RefusedError, UnavailableError, UserError } from "#lib/errors";
import { createGoogleSandbox } from "#sandbox/google/sandbox";

const EVENT = {
  ...{ id: "adj0123", mark: "k", title: "Review", description: "Read it", zone: "Europe/Berlin" },
  ...{
    start: new Date("2026-11-24T09:00:00Z"),
    end: new Date("2026-11-24T09:30:00Z"),
    attendees: ["ben@acme.example"],
  },
};

async function connect(change: { token?: string; calendarId?: string } = {}) {
  const google = await createGoogleSandbox();
  onTestFinished(() => google.close());
  const { url, token, calendarId } = { ...google, ...change };
  return { google, ...createGoogleCalendar({ url, token, calendarId, now: () => new Date() }) };
}

it("puts a meeting in under an id that is taken once, and takes it out again, twice if need be", async () => {
  const { google, reads, writes } = await connect();
  expect(await reads.calendar()).toEqual({ id: google.calendarId, name: "Acme engineering" });
  expect(await reads.event(EVENT.id)).toBeUndefined();
  const { url } = await writes.insert(EVENT);
  await expect(writes.insert(EVENT)).rejects.toThrow(RefusedError);
  expect(await reads.event(EVENT.id)).toEqual({ url, isCancelled: false, mark: "k" });
  expect(google.meetings()).toMatchObject([
    { summary: "Review", start: { dateTime: "2026-11-24T09:00:00.000Z" }, attendees: [{ email: "ben@acme.example" }] },
  ]);
  await writes.remove(EVENT.id);
  await writes.remove(EVENT.id);
  expect(await reads.event(EVENT.id)).toMatchObject({ isCancelled: true });
});

it("tells a refusal from an ending that nobody knows", async () => {
  const { google, writes } = await connect();
  await expect(writes.insert({ ...EVENT, id: "NOT-THEIRS" })).rejects.toThrow(RefusedError);
  await expect(writes.insert({ ...EVENT, attendees: ["nobody"] })).rejects.toThrow(RefusedError);
  await expect(writes.insert({ ...EVENT, end: EVENT.start })).rejects.toThrow(RefusedError);
  google.fault({ kind: "status", status: 500 });
  await expect(writes.insert(EVENT)).rejects.not.toThrow(RefusedError);
  google.fault({ kind: "truncated" });
  await expect(writes.insert(EVENT)).rejects.not.toThrow(RefusedError);
  expect(google.meetings()).toHaveLength(1);
});

it("says what to mend where it is not let in, and that it is away where it is", async () => {
  await expect((await connect({ token: "wrong" })).reads.calendar()).rejects.toThrow("Renew GOOGLE_CALENDAR_TOKEN.");
  await expect((await connect({ calendarId: "other" })).reads.calendar()).rejects.toThrow(UserError);
  const { google, reads } = await connect();
  google.fault({ kind: "status", status: 429, retryAfter: 60 });
  await expect(reads.calendar()).rejects.toThrow(UnavailableError);
});
