import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";

const TEAM = {
  ...{ key: "api", name: "API", zone: "UTC", repositories: [], members: [], holidays: [] },
  ...{ wip_limit: null, projects: [] },
};

it.each([
  [[1, 2, 3, 4, 5], "works Mon–Fri"],
  [[1, 2, 3], "works Mon–Wed"],
  [[7, 1, 2], "works Mon, Tue, Sun"],
  [[5, 1, 2, 3], "works Mon–Wed, Fri"],
])("tells the working days %j as people say them", (days, words) => {
  const view = catalogue.get("teams")?.view({ teams: [{ ...TEAM, working_days: days }] });
  expect(JSON.stringify(view)).toContain(`Zone UTC, ${words}, `);
});
