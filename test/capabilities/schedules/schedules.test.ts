import { describe, expect, it } from "vitest";
import { schedulingHouse } from "../../support/scheduling.ts";
import { dialects } from "../../support/stores.ts";

const STANDUP = {
  ...{ report: "standup", words: "core", channel: "CPRIVATE", when: "weekdays at 10:00", ask_members: "no" },
};
const PULLS = [{ number: 1, openedHoursAgo: 200, author: "ada" }];
const REVIEWED = "acme/api#1";

type House = Awaited<ReturnType<typeof schedulingHouse>>;

async function openHouse(dialect: (typeof dialects)[number], change: object = {}): Promise<House> {
  const house = await schedulingHouse(dialect, PULLS);
  await house.formTeam();
  await house.ask("schedules.save", { ...STANDUP, ...change });
  return house;
}

const firstRun = async ({ ask }: House) => (await ask("schedules.list")).result.schedules[0].runs[0];

describe.each(dialects)("schedules (%s)", (dialect) => {
  it("post once with several replicas, over every restart of the same minute", async () => {
    const house = await openHouse(dialect);
    await house.at("2026-11-20T10:01:00Z");
    expect(house.told).toEqual([]);
    await house.at("2026-11-23T10:00:20Z");
    await house.at("2026-11-23T10:00:50Z");
    await house.at("2026-11-23T10:01:20Z");
    expect(house.told).toMatchObject([
      { channel: "CPRIVATE", view: { text: expect.stringContaining("Standup for Core") } },
    ]);
    expect(JSON.stringify(house.told)).not.toContain("Late:");
    expect(await firstRun(house)).toMatchObject({ due_at: "2026-11-23T10:00:00.000Z", state: "proposed" });
  });

  it("post what is late within its rule and mark it, and skip the rest, saying how late it was", async () => {
    const house = await openHouse(dialect);
    await house.at("2026-11-23T12:30:00Z");
    expect(house.told[0]?.view.nodes.at(-1)).toMatchObject({
      content: [expect.stringContaining("Late: it was due Mon, 23 Nov")],
    });
    await house.at("2026-11-24T21:10:00Z");
    expect(house.told).toHaveLength(1);
    expect(await firstRun(house)).toMatchObject({ state: "skipped", words: "skipped: 11 hours late" });
    const { view } = await house.ask("schedules.list");
    expect(JSON.stringify(view)).toContain("skipped: 11 hours late");
  });

  it("wait for approval in a public channel, as if whoever made them had typed it", async () => {
    const house = await openHouse(dialect, { channel: "CPUBLIC" });
    await house.at("2026-11-23T10:00:20Z");
    expect(house.told).toEqual([]);
    const { approval } = await firstRun(house);
    const waiting = await house.trust.require(String(approval));
    expect(waiting).toMatchObject({ name: "messages.post", status: "pending", requester: "slack:U001" });
    await house.ask("approvals.approve", { approval: String(approval) }, "U003");
    await house.work();
    expect(house.told).toMatchObject([{ channel: "CPUBLIC" }]);
  });

  it("stop by themselves once whoever made them may not post there any more, and tell them", async () => {
    const house = await openHouse(dialect);
    house.inPrivate.delete("U001");
    await house.at("2026-11-23T10:00:20Z");
    expect(house.told).toMatchObject([{ channel: "U001", view: { text: expect.stringContaining("is paused") } }]);
    expect(await firstRun(house)).toMatchObject({ state: "failed" });
    await house.at("2026-11-24T10:00:20Z");
    expect(house.told).toHaveLength(1);
    house.inPrivate.add("U001");
    await house.ask("schedules.resume", { schedule: 1 });
    await house.at("2026-11-25T10:00:20Z");
    expect(house.told).toHaveLength(2);
  });

  it("edit the message in place when data came late, for four hours, and not again for what is the same", async () => {
    const house = await openHouse(dialect);
    await house.at("2026-11-23T10:00:20Z");
    await house.at("2026-11-23T10:15:00Z");
    expect(house.edits).toEqual([]);
    await house.ask("blocked", { subject: REVIEWED, why: "keys" });
    await house.signals.evaluate(house.now());
    const store = house.store;
    // A word that was said before the post, and arrives after it.
    await store.update(store.tables.blockers).set({ at: new Date("2026-11-23T09:00:00Z") });
    await house.at("2026-11-23T10:30:00Z");
    expect(house.edits).toHaveLength(1);
    await house.at("2026-11-23T10:45:00Z");
    expect(house.edits).toHaveLength(1);
    await store.update(store.tables.blockers).set({ at: new Date("2026-11-23T12:00:00Z") });
    await house.at("2026-11-23T14:01:00Z");
    expect(house.edits).toHaveLength(1);
    expect(house.told).toHaveLength(1);
  });

  it("say in one line, or not at all, that there is nothing to say", async () => {
    for (const [when_quiet, posts] of [
      ["line", 1],
      ["silent", 0],
    ] as const) {
      const house = await schedulingHouse(dialect);
      await house.formTeam();
      await house.ask("schedules.save", { ...STANDUP, when_quiet });
      await house.at("2026-11-23T10:00:20Z");
      expect(house.told).toHaveLength(posts);
      if (posts === 1) expect(house.told[0]?.view.nodes).toHaveLength(1);
      else expect(await firstRun(house)).toMatchObject({ state: "quiet" });
    }
  });

  it("are not due on holidays of the team, unless that is wanted", async () => {
    const house = await openHouse(dialect);
    await house.ask("teams.save", { key: "core", holidays: ["2026-11-23"] });
    await house.at("2026-11-23T10:00:20Z");
    expect(house.told).toEqual([]);
    const { next } = (await house.ask("schedules.list")).result.schedules[0];
    expect(next[0]).toBe("2026-11-24T10:00:00.000Z");
  });
});

it("are paused, run at once, deleted and brought back by those who made them or lead the team", async () => {
  const house = await openHouse("sqlite");
  await house.ask("schedules.pause", { schedule: 1 });
  await house.at("2026-11-23T10:00:20Z");
  expect(house.told).toEqual([]);
  await expect(house.ask("schedules.delete", { schedule: 1 }, "U003")).rejects.toThrow("no such schedule");
  await house.ask("schedules.resume", { schedule: 1 });
  expect((await house.ask("schedules.run", { schedule: 1 })).result.status).toBe("approved");
  await house.work();
  expect(house.told).toHaveLength(1);
  await house.ask("schedules.delete", { schedule: 1 });
  expect((await house.ask("schedules.list")).view.text).toBe("Nothing is posted by the clock yet.");
  await house.ask("schedules.restore", { schedule: 1 });
  expect((await house.ask("schedules.list", { of: "mine" })).result.schedules).toHaveLength(1);
  await expect(house.ask("schedules.run", { schedule: 1, slot: "2026-11-23 10:00" })).rejects.toThrow("was not due");
});

it("of a public channel are changed by the lead of the team, and by nobody else", async () => {
  const house = await openHouse("sqlite", { channel: "CPUBLIC" });
  await expect(house.ask("schedules.pause", { schedule: 1 }, "U003")).rejects.toThrow("Whoever made a schedule");
  await house.ask("schedules.save", { ...STANDUP, channel: "CPUBLIC", when: "weekdays at 11:00", schedule: 1 }, "U002");
  const [mine, theirs] = await Promise.all([house.ask("schedules.list"), house.ask("schedules.list", {}, "U002")]);
  expect(mine.result.schedules[0]).toMatchObject({ said: "weekdays at 11:00", is_mine: false });
  // Whoever changed it answers for it from then on.
  expect(theirs.result.schedules[0]).toMatchObject({ is_mine: true });
});

it.each([
  [{ when: "0 9 31 2 *" }, "when: .*never due"],
  [{ when: "sundays at 9" }, "when: That is never due"],
  [{ when: "soon" }, "when: .*no time of day"],
  [{ report: "blocked" }, "report: .*not a report"],
  [{ report: "privacy", words: "" }, "report: .*about one person alone"],
  [{ words: "nowhere:else" }, "words: "],
  [{ words: "core as_of:2026-01-01T00:00:00Z" }, "words: A schedule is about the moment"],
  [{ channel: "CELSE" }, "channel: Nothing is known"],
  [{ channel: "general" }, "Choose a channel"],
  [{ zone: "Mars/Base" }, "Not a time zone"],
  [{ late_hours: 90 }, "48 at most"],
])("refuses %j with a sentence at its field: %s", async (change, words) => {
  const house = await schedulingHouse("sqlite");
  await house.formTeam();
  await expect(house.ask("schedules.save", { ...STANDUP, ...change })).rejects.toThrow(new RegExp(words));
});

it("refuses a private channel to those who are not in it, and everything to guests", async () => {
  const house = await schedulingHouse("sqlite");
  await expect(house.ask("schedules.save", { ...STANDUP, words: "" }, "U002")).rejects.toThrow(
    "not in this private channel",
  );
  house.guests.add("U002");
  await expect(house.ask("schedules.save", { ...STANDUP, channel: "CPUBLIC" }, "U002")).rejects.toThrow("Guests");
});

it("posts to oneself as a direct message, which nobody else sees in the list", async () => {
  const house = await openHouse("sqlite", { channel: "me" });
  expect((await house.ask("schedules.list", {}, "U002")).result.schedules).toEqual([]);
  await house.at("2026-11-23T10:00:20Z");
  expect(house.told).toMatchObject([{ channel: "U001" }]);
});

it("offers reports alone in its form, and beside them what is saved already", async () => {
  const house = await openHouse("sqlite", { report: "teams", words: "" });
  const offered = (await house.ask("schedules.form")).result.reports;
  expect(offered).toEqual(expect.arrayContaining(["standup", "weekly", "sprint", "triage", "metrics.show"]));
  for (const name of ["help", "whoami", "questions.mine", "schedules.form", "policy.show", "people", "teams"])
    expect(offered).not.toContain(name);
  expect((await house.ask("schedules.form", { schedule: 1 })).result.reports).toEqual([...offered, "teams"]);
});

it("fills the form with what is saved, and its values save the same again", async () => {
  const house = await openHouse("sqlite");
  const { view } = await house.ask("schedules.form", { schedule: 1 });
  const form = view.nodes.find(({ type }) => type === "form");
  if (form?.type !== "form") throw new Error("It has a form.");
  const values = Object.fromEntries(form.fields.flatMap(({ name, value }) => (value ? [[name, value]] : [])));
  for (const { label, hint } of form.fields) expect(label && hint).toBeTruthy();
  const before = (await house.ask("schedules.list")).result.schedules;
  await house.ask(form.call.name, { ...form.call.input, ...values });
  expect((await house.ask("schedules.list")).result.schedules).toEqual(before);
});
