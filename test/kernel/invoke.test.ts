import { expect, it } from "vitest";
import { z } from "zod";
import { type Capability, createCatalogue, defineCapability, defineEffect } from "#kernel/capability";
import { UnavailableError, UserError } from "#kernel/errors";
import type { Invocation } from "#kernel/invocation";
import { testKernel } from "../support/kernel.ts";

const Input = z.object({ how: z.enum(["well", "user", "away", "crash", "slow"]).default("well") });

const greet = defineCapability({
  name: "greet",
  summary: "Greets, in one of several ways.",
  risk: "read",
  input: Input,
  result: z.object({ by: z.string() }),
  async run(context, { how }) {
    if (how === "user") throw new UserError("Say please.");
    if (how === "away") throw new UnavailableError("GitHub is away.");
    if (how === "crash") throw new TypeError("secret detail");
    if (how === "slow") await new Promise(() => {});
    return { by: context.actor.id };
  },
  view: ({ by }) => ({ text: `Hello ${by}`, nodes: [] }),
});

function merging() {
  const merged: string[] = [];
  const merge = defineEffect({
    name: "pr.merge",
    summary: "Merges a pull request.",
    risk: "high",
    input: z.object({}),
    result: z.object({}),
    target: () => "github:acme/api#7",
    run: async (_context, _input, key) => {
      merged.push(key);
      return {};
    },
    reconcile: async () => undefined,
    view: () => ({ text: "Merged.", nodes: [] }),
  });
  return { merge, merged };
}

function call(name: string, input: unknown = {}): Invocation {
  return { name, input, actor: { kind: "person", id: "slack:U1" }, origin: { surface: "slack", place: "slack:C1" } };
}

function start(...capabilities: Capability[]) {
  return testKernel(createCatalogue(capabilities));
}

it("answers the result with its view, in the name of who asked", async () => {
  const { invoke } = start(greet);
  expect(await invoke(call("greet"))).toMatchObject({
    status: "done",
    result: { by: "slack:U1" },
    view: { text: "Hello slack:U1" },
  });
});

it.each([
  ["user", "refused", "Say please."],
  ["away", "unavailable", "GitHub is away. Please try again in a few minutes."],
  ["crash", "failed", "logged as"],
  ["nonsense", "refused", "how"],
])("ends %s as %s, in words for the person", async (how, status, word) => {
  const { invoke } = start(greet);
  const outcome = await invoke(call("greet", { how }));
  expect(outcome).toMatchObject({ status, message: expect.stringContaining(word) });
  expect(JSON.stringify(outcome)).not.toContain("secret detail");
});

it("names what it does not know, and the fields that are wrong", async () => {
  const { invoke } = start(greet);
  expect(await invoke(call("gret"))).toMatchObject({ status: "refused", code: "unknown" });
  const outcome = await invoke(call("greet", { how: 7 }));
  expect(outcome).toMatchObject({ code: "invalid", issues: [{ field: "how" }] });
});

it("does nothing in the world without an approval, which this release cannot store", async () => {
  const { merge, merged } = merging();
  const { invoke, audit } = start(merge);
  const outcome = await invoke(call("pr.merge"));
  expect(outcome).toMatchObject({ status: "refused", code: "forbidden", message: expect.stringContaining("approval") });
  expect(merged).toEqual([]);
  expect(audit).toMatchObject([{ outcome: "refused" }]);
});

it("stops what takes too long, or whose caller has gone", async () => {
  const { invoke } = start(greet);
  const outcome = await invoke(call("greet", { how: "slow" }), AbortSignal.timeout(20));
  expect(outcome).toMatchObject({ status: "unavailable", message: expect.stringContaining("too long") });
});

it("keeps a record of every invocation, whatever became of it, without secrets", async () => {
  const { invoke, audit } = start(greet);
  await invoke({ ...call("greet", { how: "xoxb-1234567890-secret" }), id: "I1" });
  await invoke(call("nothing"));
  expect(audit).toMatchObject([
    { id: "I1", outcome: "refused", invocation: { name: "greet", input: { how: "[redacted]" } } },
    { outcome: "refused", invocation: { name: "nothing" } },
  ]);
});

it("refuses a catalogue in which two share a name", () => {
  expect(() => createCatalogue([greet, greet])).toThrow("share a name");
});
