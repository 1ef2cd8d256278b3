import { expect, it, onTestFinished } from "vitest";
import { calendarEffects } from "#capabilities/calendar/event";
import { hashTag } from "#domain/trust/approval";
import { createGoogleCalendar } from "#integrations/google/calendar";
import type { Effect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { createGoogleSandbox } from "#sandbox/google/sandbox";
import type { VendorFaultInput } from "#sandbox/wire/vendor-fault";
import { performToEnd } from "../../support/proposals.ts";
import { openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse } from "../../support/trust.ts";

const INPUT = {
  ...{ title: "Review of PRD 3", description: "Read it", start: "2026-11-24T10:00:00+01:00", minutes: 45 },
  ...{ zone: "Europe/Berlin", attendees: ["ben@acme.example"] },
};

/** The real performer on the sandbox's calendar. */
async function open() {
  const house = createTrustHouse(await openTestStore("sqlite"));
  const google = await createGoogleSandbox({ now: house.now });
  onTestFinished(() => google.close());
  const { reads, writes } = createGoogleCalendar({ ...google, now: house.now });
  house.setCatalogue(...(calendarEffects as unknown as Effect[]));
  house.parts.writes = { ...house.parts.writes, google: writes };
  const directory = { personOf: async ({ handle }: { handle: string }) => ({ id: `person:${handle}` }) };
  house.parts.contextOf = (call) =>
    ({ ...call, now: house.now, directory, vendors: { google: reads } }) as unknown as Context;

  async function approve(name: string, input: object): Promise<string> {
    const effect = house.parts.catalogue.get(name) as Effect;
    const call = by(house, "U5DEV");
    const { id, payloadHash } = await house.trust.propose({ call, effect, input: effect.input.parse(input) });
    await house.trust.decide(by(house, "U1LEAD"), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
    return id;
  }
  async function perform(name: string, input: object) {
    const id = await approve(name, input);
    await performToEnd(house, id);
    return house.trust.require(id);
  }
  const posts = () => google.requests.entries().filter(({ method }) => method === "POST").length;
  return { house, google, approve, perform, posts };
}

it("shows whoever decides when it is, in the zone of those who meet, and who is invited", async () => {
  const { house, approve } = await open();
  const { grounds } = await house.trust.require(await approve("calendar.event", INPUT));
  expect(grounds.preview).toMatchObject({
    does: "Invite one person to “Review of PRD 3”",
    subject: "Acme engineering",
    payload: [{}, { text: "Tue, 24 Nov 2026, 10:00 Europe/Berlin, 45 minutes" }, { text: "ben@acme.example" }, {}],
  });
});

it.each<[string, VendorFaultInput | undefined]>([
  ["nothing goes wrong", undefined],
  ["the answer is lost", { kind: "reset_after", on: "POST" }],
  ["the answer is cut off", { kind: "truncated", on: "POST" }],
  ["it happens late", { kind: "late", on: "POST", ms: 20 }],
  ["the request is lost", { kind: "reset", on: "POST" }],
  ["Google has had enough for now", { kind: "status", status: 429, retryAfter: 1, on: "POST" }],
])("is in the calendar once where %s, and can be taken out", async (_what, fault) => {
  const { google, perform } = await open();
  if (fault) google.fault(fault);
  const done = await perform("calendar.event", INPUT);
  expect(done).toMatchObject({ status: "done", result: { title: INPUT.title } });
  expect(google.meetings()).toMatchObject([{ status: "confirmed", end: { dateTime: "2026-11-24T09:45:00.000Z" } }]);
  const [event] = calendarEffects as unknown as Effect[];
  const undo = event?.inverse?.(done.input, done.result);
  google.fault({ kind: "reset_after", on: "DELETE" });
  expect(await perform(undo?.name ?? "", undo?.input ?? {})).toMatchObject({ status: "done" });
  expect(google.meetings()).toMatchObject([{ status: "cancelled" }]);
});

it("is not made where its time has come meanwhile", async () => {
  const { house, approve, posts } = await open();
  const id = await approve("calendar.event", {
    ...INPUT,
    start: new Date(house.now().getTime() + 60_000).toISOString(),
  });
  house.pass(120_000);
  await performToEnd(house, id);
  expect([(await house.trust.require(id)).status, posts()]).toEqual(["superseded", 0]);
});

it("takes out nothing that is not ours", async () => {
  const { approve } = await open();
  await expect(approve("calendar.cancel", { event: "abc12345", title: "Theirs" })).rejects.toThrow(
    "There is no such meeting of Adjutant's.",
  );
});
