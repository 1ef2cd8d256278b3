import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { API_KEY, type House, moveIn, openHouse } from "../support/bot.ts";
import { personIn } from "../support/person.ts";

let house: House;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjutant-journey-"));
  house = await openHouse({ folder });
  await moveIn(house, folder);
  await house.startBot();
  await vi.waitFor(async () => expect((await ask("people")).people.length).toBeGreaterThan(5), { timeout: 20_000 });
}, 60_000);

afterAll(async () => {
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(name: string, input: object = {}) {
  const reply = await fetch(`${house.httpUrl}/v1/capabilities/${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
  return (await reply.json()) as any;
}

it("schedules by a form whose faults stand at their fields, lists it, and runs it at once", async () => {
  const { slack } = house.sandbox;
  const person = personIn(house.sandbox, "eng");
  await person.type("/schedule", "new");
  await person.readDialog("New schedule");
  const fill = (values: Record<string, string>) => slack.submit({ user: person.user, values });
  const refused = await fill({ report: "standup", words: "api", when: "0 9 31 2 *" });
  expect(JSON.stringify(refused)).toContain("never due");
  await fill({ when: "weekdays at 9:30", ask_members: "no" });
  await person.readDialog("Schedule 1: standup, weekdays at 9:30");
  await person.type("/schedule");
  await person.read("1 · standup api");
  await person.press(/^Run schedule 1 now$|^Run now$/);
  // A public channel: it waits for somebody's word, as if it had been typed.
  await person.read("What schedule 1 posts waits for approval");
});

it("takes an answer for the standup in a form, which the standup shows", async () => {
  const { slack, world } = house.sandbox;
  const person = personIn(house.sandbox, "eng");
  const zone = house.sandbox.teams.find(({ key }) => key === "api")?.zone;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(new Date());
  const [other] = world.state.people.slice(1).map(({ slackId }) => slackId);
  await house.adjutant("teams.save", "api", "--members", person.user, "--members", other ?? "");
  await person.type("/adjutant", `prompts form api ${today}`);
  await person.readDialog("In your way");
  await slack.submit({ user: person.user, values: { today: "<!here> finish the *cache*", blockers: "the keys" } });
  await person.readDialog("It stands in the standup");
  await person.type("/standup", "api");
  const shown = await person.read("In their own words");
  expect(JSON.stringify(shown.blocks)).toContain("finish the *cache*");
});
