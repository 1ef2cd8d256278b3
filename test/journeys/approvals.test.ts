import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADA, APPROVE, CARLA, type DecidingHouse, openDecidingHouse } from "../support/decisions.ts";
import { dialects } from "../support/stores.ts";

describe.each(dialects)("what somebody agreed to (%s)", (dialect) => {
  const here = it.runIf(dialect === "sqlite");
  let at: DecidingHouse;

  beforeAll(async () => {
    at = await openDecidingHouse(dialect);
  }, 60_000);

  afterAll(() => at?.close());

  it("goes from a stale pull request to GitHub, once, and is told on the card and in the audit", async () => {
    const nudge = await at.nudge();
    const { number, subject } = nudge;
    expect(await at.cardSays(number, "Who may decide")).toContain(`Comment on ${subject}`);
    const own = await at.press(number, { user: ADA, name: APPROVE });
    expect(own.text).toContain("Somebody else has to agree to what you proposed.");
    expect(at.remarks(nudge)).toEqual([]);

    await at.press(number, { user: CARLA, name: APPROVE });
    const done = await at.cardSays(number, "is done");
    const { result, input } = await at.find(number);
    const { url } = JSON.parse(result ?? "");
    for (const part of ['"Approved by "', `"user_id":"${CARLA}"`, url]) expect(done).toContain(part);
    expect(at.remarks(nudge)).toEqual([`${JSON.parse(input).body}\n\n<!-- adjutant:effect=${nudge.id} -->`]);

    const story = (await at.house.adjutant("audit", "story", String(number))).trimEnd().split("\n");
    const acts = story.map((line) => / UTC {2}(\w+ +by \S+)/.exec(line)?.[1]?.replace(/ +/g, " "));
    const [asked, agreed] = [`proposed by slack:${ADA}`, `approved by slack:${CARLA}`];
    expect(acts).toEqual([asked, agreed, "begun by adjutant", "done by adjutant"]);
    expect(story.at(-1)).toContain(url);
  });

  here("waits while an approver has paused everything, also over kill -9, until a security admin resumes", async () => {
    const nudge = await at.nudge();
    await at.carla.type("/adjutant", "pause something is odd");
    await at.carla.read("Paused since");
    await at.press(nudge.number, { user: CARLA, name: APPROVE });
    await at.isHeldBack(nudge.id, "Adjutant is paused.");
    await at.house.killBot();
    await at.takeFromTheDead();
    await at.house.startBot();

    await at.carla.type("/adjutant", "resume");
    await at.carla.read("Only a security admin may resume.");
    expect(at.remarks(nudge)).toEqual([]);
    await at.ada.type("/adjutant", "resume");
    await at.ada.read("carries out what is approved");
    await at.cardSays(nudge.number, "is done");
    expect(at.remarks(nudge)).toHaveLength(1);
  });

  here("happens once when the process is killed while GitHub takes its time", async () => {
    const nudge = await at.nudge();
    at.house.sandbox.github.fault({ kind: "slow", on: "POST", ms: 700 });
    await at.press(nudge.number, { user: CARLA, name: APPROVE });
    await at.becomes(nudge.number, "performing");
    await at.house.killBot();
    expect(at.remarks(nudge)).toEqual([]);

    await at.takeFromTheDead();
    await at.house.startBot();
    await at.cardSays(nudge.number, "is done");
    expect(at.remarks(nudge)).toHaveLength(1);
  });

  here("is only described in a dry run", async () => {
    // The same machine by another name, which is not known to be a sandbox.
    const elsewhere = at.house.sandbox.githubApiUrl.replace("127.0.0.1", "[::ffff:127.0.0.1]");
    await at.house.stopBot();
    await at.house.startBot({ GITHUB_API_URL: elsewhere });
    const nudge = await at.nudge();
    await at.cardSays(nudge.number, "This is a dry run");
    await at.press(nudge.number, { user: CARLA, name: APPROVE });
    await at.cardSays(nudge.number, "was a dry run");
    expect(at.remarks(nudge)).toEqual([]);
  });

  it("leaves an audit in which nothing is missing", async () => {
    expect(await at.house.adjutant("audit", "verify")).toContain("The audit is whole");
  });
});
