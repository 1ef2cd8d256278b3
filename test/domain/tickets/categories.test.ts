import { expect, it } from "vitest";
import { type Category, categoriesOf } from "#domain/tickets/categories";

const VENDOR = [
  { name: "To Do", category: "todo" },
  { name: "QA", category: "doing" },
  { name: "Done", category: "done" },
  { name: "Won't Do", category: "done" },
  { name: "Cancelled", category: "done" },
] as const;

it.each([
  ["To Do", "todo"],
  ["qa ", "doing"],
  ["Done", "done"],
  ["Won't Do", "dropped"],
  ["won’t do", "dropped"],
  ["Cancelled", "dropped"],
  ["Never heard of", "todo"],
] as const)("reads %s as %s where nothing is configured", (status, category) => {
  expect(categoriesOf(VENDOR)(status)).toBe(category);
});

it("lets the configuration have the last word, also over names of giving up", () => {
  const configured = new Map<string, Category>([
    ["QA", "done"],
    ["duplicate", "done"],
  ]);
  const categoryOf = categoriesOf(VENDOR, configured);
  expect(["qa", "Duplicate", "Won't Do"].map(categoryOf)).toEqual(["done", "done", "dropped"]);
});
