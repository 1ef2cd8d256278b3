import { expect, it } from "vitest";
import { z } from "zod";
import { type Capability, createCatalogue, defineCapability, type Effect } from "#kernel/capability";
import { UnavailableError, UserError } from "#kernel/errors";
import type { Invocation } from "#kernel/invocation";
import type { Trust } from "#kernel/trust/trust";
import { testKernel } from "../support/kernel.ts";
import { openTestStore } from "../support/stores.ts";
import { by, createTrustHouse, type TrustHouse } from "../support/trust.ts";

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

it("stops what takes too long", async () => {
  const { invoke } = testKernel(createCatalogue([greet]), {}, 20);
  const outcome = await invoke(call("greet", { how: "slow" }));
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

it("records what its surface refuses, and does not do it", async () => {
  const { invoke, audit } = start(greet);
  const refused = await invoke({ ...call("greet"), refusal: "Not from here." });
  expect(refused).toMatchObject({ status: "refused", code: "forbidden", message: "Not from here." });
  expect(audit).toMatchObject([{ outcome: "refused", message: "Not from here.", invocation: { name: "greet" } }]);
});

it("tells programs which refusals are for now, and gives up in time what proposing takes too long", async () => {
  const house = createTrustHouse(await openTestStore("sqlite"));
  const { trust } = house;
  const { preview } = house.effect();
  const looking = Promise.withResolvers<void>();
  const isLate = Promise.withResolvers<unknown>();
  const slow: Effect = {
    ...house.effect(),
    name: "note.slow",
    preview: (context, input) => looking.promise.then(() => preview(context, input)),
  };
  const watched: Trust = {
    ...trust,
    propose(proposal) {
      const proposing = trust.propose(proposal);
      proposing.catch(isLate.resolve);
      return proposing;
    },
  };
  const { invoke } = testKernel(createCatalogue([house.effect(), slow]), { trust: watched }, 200);
  const pending = () => trust.list({ statuses: ["pending"], limit: 50 });

  expect(await invoke(call("note.slow", { text: "hi" }))).toMatchObject({ status: "unavailable" });
  looking.resolve();
  expect(await isLate.promise).toMatchObject({ name: "AbortError" });
  expect(await pending()).toEqual([]);

  for (let to = 0; to < 20; to++) await trust.propose(proposalOf(house, `t${to}`));
  const full = await invoke({ ...call("note.write", { text: "hi", to: "more" }) });
  expect(full).toMatchObject({ status: "refused", code: "limit" });
});

function proposalOf(house: TrustHouse, to: string) {
  return { call: by(house, "U1"), effect: house.effect(), input: { text: "hi", to } };
}

it("answers a change that arrives again as it did before, and makes it once", async () => {
  const keys = new Set<string>();
  const take = defineCapability({
    name: "key.take",
    summary: "Takes a key.",
    risk: "record",
    input: z.object({ key: z.string() }),
    result: z.object({ key: z.string() }),
    async run(_context, { key }) {
      if (keys.has(key)) throw new UserError(`The key ${key} is taken.`);
      keys.add(key);
      return { key };
    },
    view: ({ key }) => ({ text: `You have ${key}.`, nodes: [] }),
  });
  const { invoke, audit } = start(take);
  const first = await invoke({ ...call("key.take", { key: "A" }), id: "I1" });
  expect(await invoke({ ...call("key.take", { key: "A" }), id: "I1" })).toEqual(first);
  const refused = await invoke({ ...call("key.take", { key: "A" }), id: "I2" });
  expect(refused).toMatchObject({ status: "refused", message: "The key A is taken." });
  keys.clear();
  expect(await invoke({ ...call("key.take", { key: "A" }), id: "I2" })).toEqual(refused);
  expect(audit.map(({ id, result }) => [id, result])).toContainEqual(["I1", { key: "A" }]);
});

it("tries again what a limit has refused before, and shows to nobody else what is about one person", async () => {
  let room = 0;
  const enter = defineCapability({
    name: "room.enter",
    summary: "Enters a room.",
    risk: "record",
    isPersonal: true,
    input: z.object({}),
    result: z.object({ room: z.number() }),
    async run() {
      if (room === 0) throw new UserError("The room is full.", { code: "limit" });
      return { room };
    },
    view: () => ({ text: "Inside.", nodes: [] }),
  });
  const { invoke } = start(enter);
  const again = () => invoke({ ...call("room.enter"), id: "I1" });
  expect(await again()).toMatchObject({ status: "refused", code: "limit" });
  room = 7;
  expect(await again()).toMatchObject({ status: "done", result: { room: 7 } });
  const posted = await invoke({ ...call("room.enter"), isPosted: true });
  expect(posted).toMatchObject({ status: "refused", message: expect.stringContaining("about you alone") });
});

it("refuses a catalogue in which two share a name", () => {
  expect(() => createCatalogue([greet, greet])).toThrow("share a name");
});
