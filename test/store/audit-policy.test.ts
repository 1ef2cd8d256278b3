import { expect, it } from "vitest";
import { readStory } from "#store/audit-chain";
import { verifyAudit } from "#store/audit-check";
import { notePolicy } from "#store/audit-policy";
import { dialects, openTestStore } from "../support/stores.ts";

const T0 = new Date("2026-11-20T09:00:00Z");

it.each(dialects)("notes each policy that comes into force once, and each that is refused (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const note = (hash: string, problem: string | null = null) => notePolicy(store, { hash, problem }, T0);
  await Promise.all([note("a"), note("a"), note("a")]);
  await note("a", "It is not YAML.");
  await note("b");
  await note("a");
  const story = await readStory(store, ["policy"]);
  expect(story.map(({ event }) => [event.correlationId, event.outcome])).toEqual([
    ["a", "in force"],
    ["a", "refused"],
    ["b", "in force"],
    ["a", "in force"],
  ]);
  expect((await verifyAudit(store)).ok).toBe(true);
});
