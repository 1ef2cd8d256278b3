import { expect, it } from "vitest";
import { schedulingHouse } from "../../support/scheduling.ts";

it("lists what the clock posted, to those alone who may read it there, and opens it as of now", async () => {
  const house = await schedulingHouse("sqlite", [{ number: 1, openedHoursAgo: 200, author: "ada" }]);
  await house.formTeam();
  expect((await house.ask("schedules.posted")).view.text).toContain("has posted nothing");
  await house.ask("schedules.save", {
    report: "triage",
    words: "core",
    channel: "CPRIVATE",
    when: "weekdays at 10:00",
  });
  await house.at("2026-11-23T10:00:20Z");
  const { result, view } = await house.ask("schedules.posted");
  expect(result.reports).toMatchObject([{ schedule: 1, report: "triage", words: "core", channel: "CPRIVATE" }]);
  const items = view.nodes.flatMap((node) => (node.type === "items" ? node.items : []));
  const call = items[0]?.buttons?.[0]?.call ?? { name: "", input: {} };
  expect((await house.ask(call.name, call.input)).view.text).toContain("Core");
  expect((await house.ask("schedules.posted", {}, "U002")).result.reports).toEqual([]);
});
