import { expect, it } from "vitest";
import { pullRequestEffects } from "#capabilities/pull-requests/effects";
import type { Effect } from "#kernel/capability";
import { NeverSentError } from "#kernel/errors";
import { attemptOf, openTrackers, perform } from "../../support/trackers.ts";

const EFFECTS = pullRequestEffects as unknown as Effect[];

function effectNamed(name: string): Effect {
  const effect = EFFECTS.find((one) => one.name === name);
  if (!effect) throw new Error(`There is no ${name}.`);
  return effect;
}

/** An open pull request of the sandbox. */
async function open() {
  const trackers = await openTrackers();
  const found = trackers.world.state.pulls.find(({ state, author }) => state === "open" && author !== "benosei");
  if (!found) throw new Error("No pull request is open.");
  return { ...trackers, pull: `${found.repo.fullName}#${found.number}` };
}

it.each([
  ["pr.label", { label: "Chore-7" }],
  ["pr.assign", { login: "benosei" }],
])("takes back of %s what it has done itself, and nothing that was so before", async (name, what) => {
  const { writing, pull } = await open();
  const effect = effectNamed(name);
  const input = effect.input.parse({ pull, ...what });
  const undo = { name, input: { ...(input as object), remove: true } };

  const done = await perform(effect, writing, input);
  expect(effect.inverse?.(input, done)).toEqual(undo);
  const again = await attemptOf(effect, writing, input);
  const found = await effect.reconcile(writing, input, again);
  expect(effect.inverse?.(input, found)).toBeNull();
  expect(effect.inverse?.(input, await effect.run(writing, input, again))).toBeNull();

  const off = effect.input.parse(undo.input);
  const taken = await perform(effect, writing, off);
  expect(effect.inverse?.(off, taken)).toEqual({ name, input: { ...(input as object), remove: false } });
});

it.each([
  ["pr.label", { label: "Chore-8" }],
  ["pr.request-review", { login: "benosei" }],
])("sends no %s that nobody waits for any more", async (name, what) => {
  const { writing, pull } = await open();
  const effect = effectNamed(name);
  const input = effect.input.parse({ pull, ...what });
  const attempt = await attemptOf(effect, writing, input);
  const late = { ...writing, signal: AbortSignal.abort() };
  await expect(effect.run(late, input, attempt)).rejects.toThrow(NeverSentError);
  expect(await effect.reconcile(writing, input, attempt)).toBeUndefined();
});
