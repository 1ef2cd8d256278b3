import { expect, it } from "vitest";
import { createApprovalCards } from "#store/approval-cards";
import { dialects, openTestStore } from "../support/stores.ts";

it.each(dialects)("knows where the cards of an approval stand, and what they show (%s)", async (dialect) => {
  const cards = createApprovalCards(await openTestStore(dialect));
  const card = { approval: "a", channel: "C0ENG", message: "card:a:C0ENG", version: 1, shown: "1f" };
  await cards.save(card);
  await cards.save({ ...card, channel: "U0BEN" });
  await cards.save({ ...card, version: 2, shown: "2f" });
  await cards.save({ ...card, approval: "b" });
  expect(await cards.list("a")).toEqual([
    { ...card, version: 2, shown: "2f" },
    { ...card, channel: "U0BEN" },
  ]);
  expect(await cards.list("c")).toEqual([]);
});
