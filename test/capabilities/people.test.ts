import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import type { Actor } from "#kernel/invocation";
import { createPeople } from "#store/people";
import { NOW, testKernel } from "../support/kernel.ts";
import { openTestStore } from "../support/stores.ts";

const ADA: Actor = { kind: "person", id: "slack:U0ADA" };
const OPERATOR: Actor = { kind: "operator", id: "local-operator" };

async function open() {
  const people = createPeople(await openTestStore("sqlite"));
  await people.see([{ vendor: "slack", handle: "U0ADA", name: "Ada Park", email: null, kind: "human" }], NOW);
  const { invoke } = testKernel(catalogue, { directory: people as never });
  return async (name: string, input: object = {}, actor = ADA) => {
    const outcome = await invoke({ name, input, actor, origin: { surface: "cli" } });
    return "view" in outcome ? outcome.view.text : outcome.message;
  };
}

it("tells people who they are, and the operator that only people in Slack have accounts", async () => {
  const ask = await open();
  expect(await ask("whoami")).toBe("Ada Park: no other account linked yet.");
  expect(await ask("whoami", {}, OPERATOR)).toMatch(
    /^You are local-operator, .* Accounts are linked to people in Slack/,
  );
});

it("links a login and frees it again, for oneself alone", async () => {
  const ask = await open();
  const login = { vendor: "github", login: "@ada-park" };
  expect(await ask("unlink", login)).toBe("@ada-park is not linked to you.");
  expect(await ask("link", login)).toBe("Linked. Ada Park: known as ada-park on github.");
  expect(await ask("link", { ...login, person: "U0BEN" })).toBe("You can only do this for yourself.");
  expect(await ask("unlink", { ...login, person: "<@U0ADA|ada>" }, OPERATOR)).toMatch(/^Unlinked\. Ada Park: no other/);
});

it("says how a report is posted, which no words of its own could", async () => {
  const ask = await open();
  expect(await ask("help", { topic: "messages.post" })).toMatch(/^\/standup post #channel: Post a report/);
  expect(await ask("help", { topic: "standup" })).toMatch(/^\/standup \[team\]/);
});
