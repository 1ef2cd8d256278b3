import { afterAll, beforeAll, expect, it } from "vitest";
import {
  ADA,
  APPROVE,
  ask,
  CARLA,
  DECLINE,
  type DecidingHouse,
  MODIFY,
  openDecidingHouse,
} from "../support/decisions.ts";

let at: DecidingHouse;

beforeAll(async () => {
  at = await openDecidingHouse("sqlite");
}, 60_000);

afterAll(() => at?.close());

it("ends a proposal with a reason when somebody declines it", async () => {
  const nudge = await at.nudge();
  await at.press(nudge.number, { user: CARLA, name: DECLINE });
  await at.fillIn(CARLA, { reason: "They are on leave." });
  const declined = await at.cardSays(nudge.number, "was declined");
  for (const part of ["“They are on leave.”", `"user_id":"${CARLA}"`]) expect(declined).toContain(part);
  expect(at.remarks(nudge)).toEqual([]);
});

it("has a changed proposal take the place of the first, and somebody else agree to it", async () => {
  const { number, subject } = await at.nudge();
  await at.press(number, { user: CARLA, name: MODIFY });
  await at.fillIn(CARLA, { body: "May somebody look at this today?" });
  await at.cardSays(number, `Approval ${number + 1} took its place.`);
  await at.cardSays(number + 1, "May somebody look at this today?");

  const own = await at.press(number + 1, { user: CARLA, name: APPROVE });
  expect(own.text).toContain("Somebody else has to agree to what you proposed.");
  await at.press(number + 1, { user: ADA, name: APPROVE });
  await at.cardSays(number + 1, "is done");
  const { id } = await at.find(number + 1);
  expect(at.remarks({ subject, id })).toEqual([expect.stringMatching(/^May somebody look at this today\?\n/)]);
});

it("lets a proposal expire when nobody decides, and says so on its card", async () => {
  const nudge = await at.nudge();
  await at.passExpiry(nudge.id);
  expect(await at.cardSays(nudge.number, "expired")).not.toContain("approvals.approve");
  expect(at.remarks(nudge)).toEqual([]);
});

it("takes typed words for clicks", async () => {
  const first = await at.nudge();
  await at.carla.type("/approvals");
  await at.carla.read("1 waits for a decision, 1 of them for yours.");
  await at.carla.type("/adjutant", `decline ${first.number} not this week`);
  await at.carla.read(`Declined approval ${first.number}`);
  expect(await at.cardSays(first.number, "was declined")).toContain("“not this week”");

  const second = await at.nudge();
  await at.carla.type("/adjutant", `approve ${second.number}`);
  await at.carla.read(`Approved approval ${second.number}`);
  await at.cardSays(second.number, "is done");
  expect(at.remarks(second)).toHaveLength(1);

  await at.ada.type("/adjutant", `propose nudge ${second.subject}`);
  await at.ada.read(`Comment on ${second.subject}`);
  await at.carla.type("/adjutant", `decline ${second.number + 1} once is enough`);
  await at.carla.read(`Declined approval ${second.number + 1}`);
  await at.carla.type("/approvals");
  await at.carla.read("Nothing waits for a decision.");
});

it("creates a ticket where the project keeps its tickets", async () => {
  const { projects, world } = at.house.sandbox;
  const numbers: number[] = [];
  for (const { key, name, tracker } of projects) {
    await ask(at.house, "projects.create", { key, name, tracker });
    const project = tracker === "github" ? "acme/infra" : key;
    const { approval } = await ask(at.house, "issue.create", { project, title: `Made for ${key}` });
    numbers.push(approval.number);
  }
  for (const number of numbers) {
    await at.carla.type("/adjutant", `approve ${number}`);
    await at.becomes(number, "done");
  }
  const made = world.state.tickets.filter(({ title }) => title.startsWith("Made for"));
  expect(made.map(({ title, tracker }) => `${title}: ${tracker}`)).toEqual([
    "Made for API: jira",
    "Made for WEB: linear",
  ]);
  expect(world.state.issues.filter(({ title }) => title === "Made for OPS")).toHaveLength(1);
});
