import { expect, it } from "vitest";
import { fitSections, toText } from "#domain/reports/sections";
import { keepProved } from "#domain/reports/sentences";
import { groupByRelease, readTitle } from "#domain/reports/weekly";

const FACTS = "12 merged, 3 deployed, 1.5 days";

it.each([
  ["We merged 12 changes. They went out in 3 deployments.", 2],
  ["We merged 13 changes. They went out in 3 deployments.", 1],
  ["It took 1.5 days.", 1],
  ["It took 1.6 days.", 0],
  ["Twice as much as before was merged.", 0],
  ["A quiet week. Nothing broke. 12 merged.", 2],
])("keeps of “%s” the sentences whose numbers are facts, at most two", (text, count) => {
  expect(keepProved(text, FACTS)).toHaveLength(count);
});

it.each([
  ["feat(api): add keys", { theme: "New", words: "Add keys" }],
  ["fix!: mend the door", { theme: "Mended", words: "Mend the door" }],
  ["Tidy up", { theme: "Beneath the surface", words: "Tidy up" }],
])("reads the title “%s” in people's words", (title, read) => {
  expect(readTitle(title)).toEqual(read);
});

it("puts a change with the release of its repository, not with one that ended at the same instant elsewhere", () => {
  const shipped = [{ subject: "a/b#1", title: "feat: one", url: "u", shippedAt: 5 }];
  const releases = [
    { repo: "a/c", ref: "v9", url: "", finishedAt: 5 },
    { repo: "a/b", ref: "v1", url: "", finishedAt: 5 },
  ];
  expect(groupByRelease(shipped, releases)).toMatchObject([{ release: "v1", themes: [{ theme: "New" }] }]);
});

it("leaves out what does not fit, and says how many lines that are", () => {
  const sections = [
    { title: "A", lines: ["one", "two", "a line that is far too long for it"] },
    { title: "B", lines: ["six"] },
  ];
  const { sections: fitted, leftOut } = fitSections(sections, 30);
  expect(fitted).toEqual([
    { title: "A", lines: ["one", "two"] },
    { title: "B", lines: ["six"] },
  ]);
  expect(leftOut).toBe(1);
  expect(toText(fitted).length).toBeLessThanOrEqual(30);
});
