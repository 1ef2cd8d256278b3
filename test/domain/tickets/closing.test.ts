import { expect, it } from "vitest";
import { closingOf } from "#domain/tickets/closing";

const ticket = (ref: string, parent: string | null) => ({ ref, parent });

it("closes a ticket by itself where nothing is open below it", () => {
  expect(closingOf("API-1", [ticket("API-1", null), ticket("API-2", "WEB-1")])).toEqual({
    name: "issue.close",
    input: { issue: "API-1" },
  });
});

it("names all that is open below it in its project, what is deepest first", () => {
  const open = [ticket("API-2", "API-1"), ticket("API-3", "API-2"), ticket("WEB-4", "API-1"), ticket("API-5", "API-4")];
  expect(closingOf("api-1", open)).toEqual({
    name: "issue.close-all",
    input: { issue: "api-1", children: ["API-3", "API-2"] },
  });
});

it("ends where tickets are their own parents, near or far", () => {
  const circle = [ticket("A-1", "A-3"), ticket("A-2", "A-1"), ticket("A-3", "A-2"), ticket("A-4", "A-4")];
  expect(closingOf("A-1", circle).input).toEqual({ issue: "A-1", children: ["A-3", "A-2"] });
  expect(closingOf("A-4", circle).input).toEqual({ issue: "A-4" });
});
