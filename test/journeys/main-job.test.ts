import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { API_KEY, type House, moveIn, openHouse } from "../support/bot.ts";
import { subjectsOf } from "../support/messages.ts";
import { personIn } from "../support/person.ts";
import { createPostgres, dialects } from "../support/stores.ts";

describe.each(dialects)("the main job (%s)", (dialect) => {
  let house: House;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "adjutant-journey-"));
    const database = dialect === "postgres" ? { databaseUrl: await createPostgres() } : {};
    house = await openHouse({ folder, ...database });
    await moveIn(house, folder);
    await house.startBot();
    // Names appear in reports once Slack's members were met, which happens in the background.
    await vi.waitFor(async () => expect((await ask("people")).people.length).toBeGreaterThan(5), { timeout: 20_000 });
    await vi.waitFor(async () => expect((await ask("people")).unknown).toHaveLength(1), { timeout: 20_000 });
  }, 60_000);

  afterAll(async () => {
    await house?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const someone = () => personIn(house.sandbox, "eng");

  /** What a capability answers over HTTP, to compare Slack's words with. */
  async function ask(name: string, input: object = {}) {
    const reply = await fetch(`${house.httpUrl}/v1/capabilities/${name}`, {
      method: "POST",
      headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return (await reply.json()) as any;
  }

  it("answers /standup with the same figures as every other surface", async () => {
    const person = someone();
    expect((await person.type("/standup", "api")).outcome).toBe("acked");
    const report = await ask("standup", { team: "api" });
    await person.read(`Standup for API: ${report.stale_pr_count} stale pull requests`);
    expect(report.wip_open_prs).toBeGreaterThan(0);

    const {
      freshness: _later,
      is_live: _read,
      ...printed
    } = JSON.parse(await house.adjutant("standup", "api", "--as-of", report.as_of, "--json"));
    expect(report).toMatchObject(printed);
  });

  it("opens the proof of a figure, whose counted rows are the figure", async () => {
    const person = someone();
    await person.type("/standup");
    await person.read("Standup for All repositories");
    await person.press(/^Why is Stale PRs/);
    const proof = await ask("why", { figure: "stale_pr_count" });
    expect(proof.rows.filter((row: { included: boolean }) => row.included)).toHaveLength(proof.value);
    await person.readDialog(`Stale PRs: ${proof.value}`);
  });

  it("explains the rank of a line, snoozes it, and remembers that over kill -9", async () => {
    const person = someone();
    await person.type("/triage");
    const [first = ""] = subjectsOf(await person.read("Triage for"));
    await person.press(`Why ${first}`);
    await person.readDialog("Score");

    await person.press(`Snooze ${first} for a day`);
    expect(subjectsOf(await person.read(`Snoozed ${first}`))).not.toContain(first);

    await house.killBot();
    await house.startBot();
    await person.type("/triage");
    expect(subjectsOf(await person.read("1 snoozed"))).not.toContain(first);
    await person.type("/adjutant", `signals reopen ${first}`);
    await person.read(`${first} is back`);
    await person.type("/triage");
    await vi.waitFor(async () => expect(subjectsOf(await person.read("Triage for"))).toContain(first), {
      timeout: 15_000,
    });
  });

  it("takes a line from the list when it is done, and brings it back with Undo", async () => {
    const person = someone();
    await person.type("/triage", "web");
    const [first = ""] = subjectsOf(await person.read("Triage for Web"));
    await person.press(`${first} is done`);
    expect(subjectsOf(await person.read("marked as done"))).not.toContain(first);
    await person.press(`Bring back ${first}`);
    expect(subjectsOf(await person.read("is back"))).toContain(first);
  });

  it("sees what happens on GitHub within moments", async () => {
    const before = (await ask("triage")).open_prs_total;
    const by = house.sandbox.world.state.people[0]?.login ?? "";
    house.sandbox.world.changes.make({ change: "open", repo: "acme/api", by, title: "A new one" });
    await vi.waitFor(async () => expect((await ask("triage")).open_prs_total).toBe(before + 1), { timeout: 10_000 });
  });

  it("keeps an open home tab as fresh as what the rules find", async () => {
    const { slack, world } = house.sandbox;
    const { user } = someone();
    await slack.openHome(user);
    const edition = slack.office.views.home(user)?.hash;
    const by = world.state.people[0]?.login ?? "";
    world.changes.make({ change: "open", repo: "acme/web", by, title: "Nothing that names a ticket" });
    await vi.waitFor(() => expect(slack.office.views.home(user)?.hash).not.toBe(edition), { timeout: 20_000 });
  });

  it.each([
    ["/adjutant", "nonsense", "nonsense"],
    ["/standup", "nobodys-team", "There is no team"],
    ["/standup", "api colour:blue", "colour"],
    ["/triage", "as_of:yesterday", "Write a moment like"],
  ])("tells a person what is wrong with %s %s", async (command, text, word) => {
    const person = someone();
    expect((await person.type(command, text)).outcome).toBe("acked");
    await person.read(word);
  });

  it("posts a report when a person agrees to it, and says so on the card", async () => {
    const { slack } = house.sandbox;
    const person = someone();
    await person.type("/standup", "post #eng api");
    // Rules may have asked for something before.
    const [, number] = /approval (\d+)/.exec((await person.read("Asked for approval")).text) ?? [];
    const card = () => slack.messages("eng").find(({ text }) => text.startsWith(`Approval ${number} `));
    await vi.waitFor(() => expect(card()?.text).toContain("waits for a decision"), { timeout: 10_000 });
    const [actionId = ""] = JSON.stringify(card()?.blocks).match(/call:approvals\.approve:\d+/) ?? [];
    await slack.click({ user: person.user, channel: "eng", ts: card()?.ts ?? "", actionId });
    await vi.waitFor(() => expect(card()?.text).toContain("is done"), { timeout: 10_000 });
    const posted = slack.messages("eng").filter(({ text, threadTs }) => text.includes("Standup for API") && !threadTs);
    expect(posted.length).toBeGreaterThan(0);
  });

  it("answers mentions, direct messages and the home tab", async () => {
    const { slack } = house.sandbox;
    const person = someone();
    await slack.mention({ user: person.user, channel: "eng", text: "triage web" });
    await person.read("Triage for Web");
    expect((await slack.dm({ user: person.user, text: "standup api" })).text).toContain("Standup for API");
    // What the tab is published with may be on its way still, on a busy machine.
    await vi.waitFor(async () => {
      const home = JSON.stringify((await slack.openHome(person.user)).view);
      expect(home).toContain("What needs you");
      expect(home).toMatch(/Triage of|Everybody's triage/);
    }, 10_000);
  });
});
