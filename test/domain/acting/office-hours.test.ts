import { expect, it } from "vitest";
import { isInOfficeHours, officeOf } from "#domain/acting/office-hours";
import type { Person, Team } from "#domain/directory";

const ADA: Person = { id: "ada", name: "Ada", email: null, zone: "Europe/Berlin", accounts: [] };
const TEAM: Team = {
  ...{ key: "core", name: "Core", zone: "Asia/Tokyo", working_days: [1, 2, 3, 4, 5], holidays: ["2026-12-25"] },
  ...{ repositories: [], members: [], wip_limit: null, channel: null },
};
const AWAY = [{ person: "ada", from: "2026-12-28", to: "2026-12-29" }];

it.each([
  ["2026-12-24T08:00Z", ADA, true],
  ["2026-12-24T16:00Z", ADA, false],
  ["2026-12-25T08:00Z", ADA, false],
  ["2026-12-28T08:00Z", ADA, false],
  ["2026-12-30T08:00Z", ADA, true],
  ["2026-12-24T16:00Z", { ...ADA, hours: { opens: 600, closes: 1_080 } }, true],
  ["2026-12-24T08:30Z", { ...ADA, hours: { opens: 600, closes: 1_080 } }, false],
  ["2026-12-28T01:00Z", undefined, true],
] as const)("writes at %s by somebody's own zone, hours and days, and their team's", (at, person, isThere) => {
  const office = officeOf(person, TEAM, { zone: "UTC", absences: AWAY });
  expect(isInOfficeHours(office, new Date(at))).toBe(isThere);
});
