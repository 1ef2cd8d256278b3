import { expect, it } from "vitest";
import { findVersion } from "#domain/prd/reference";

const entry = (number: number, id: string) => ({
  ...{ number, id, prd: "p", parents: [], author: "slack:U1", message: "", at: "2026-11-20T09:00:00Z" },
});
const branch = (name: string, head: string) => ({ name, head, createdBy: "slack:U1", createdAt: new Date(0) });
const course = {
  entries: [entry(1, "aaaa1111"), entry(2, "aaaa2222"), entry(12, "12345678")],
  branches: [branch("main", "aaaa2222"), branch("12345", "aaaa1111")],
};

it.each([
  ["v2", 2],
  ["V12", 12],
  ["1", 1],
  ["main", 2],
  ["12345", 1],
  ["aaaa1", 1],
  ["12345678", 12],
  ["AAAA2222", 2],
])("finds the version that %s means", (ref, number) => {
  expect(findVersion(course, ref).number).toBe(number);
});

it.each([
  ["v3", "There is no version or branch “v3”"],
  ["aaa", "There is no version or branch “aaa”"],
  ["aaaa", "Several versions begin with “aaaa”"],
  ["other", "There is no version or branch “other”"],
])("says what is wrong with %s", (ref, message) => {
  expect(() => findVersion(course, ref)).toThrow(message);
});
