import { expect, it } from "vitest";
import { z } from "zod";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";

const Schema = z.strictObject({
  name: z.string().min(1).max(5),
  hours: z.coerce.number().int().min(1).max(168).default(24),
  by: z.enum(["day", "week"]).default("day"),
  tags: z.array(z.string()).max(1).default([]),
  quiet: z.boolean().default(false),
  at: z.iso.datetime().optional(),
  team: z
    .string()
    .regex(/^[a-z]+$/, { error: "Use small letters." })
    .default("core"),
});

it.each([
  [{}, "name: It is missing."],
  [{ name: 5 }, "name: Write text."],
  [{ name: "" }, "name: It is empty."],
  [{ name: "too long" }, "name: 5 characters at most."],
  [{ name: "x", hours: "often" }, "hours: Write a number."],
  [{ name: "x", hours: 1.5 }, "hours: Write a whole number."],
  [{ name: "x", hours: 900 }, "hours: 168 at most."],
  [{ name: "x", hours: 0 }, "hours: 1 at least."],
  [{ name: "x", by: "year" }, "by: Choose one of day, week."],
  [{ name: "x", tags: "a" }, "tags: Write a list."],
  [{ name: "x", tags: ["a", "b"] }, "tags: 1 entries at most."],
  [{ name: "x", quiet: "perhaps" }, "quiet: Write true or false."],
  [{ name: "x", at: "noon" }, "at: It is not written as it should be."],
  [{ name: "x", colour: "blue" }, "There is no field “colour”."],
  [{ name: "x", team: "CORE" }, "team: Use small letters."],
  [null, "Write an object."],
])("says of %o: %s", (input, message) => {
  const { error } = Schema.safeParse(input, { error: explainIssue });
  expect(error && joinIssues(toIssues(error))).toBe(message);
});

it("says everything that is wrong, a line each, and names no field twice", () => {
  const { error } = Schema.safeParse({ hours: "often" }, { error: explainIssue });
  expect(error && joinIssues(toIssues(error))).toBe("name: It is missing.\nhours: Write a number.");
  expect(joinIssues([{ field: "tean", message: "There is no option “tean”." }])).toBe("There is no option “tean”.");
});
