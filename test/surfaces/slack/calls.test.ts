import { expect, it } from "vitest";
import { decodeCall, encodeCall } from "#surfaces/slack/calls";

const CALL = { name: "signals.snooze", input: { subject: "acme/api#7" } };
const FROM = { name: "triage", input: { team: "core" } };
const findNothing = async () => undefined;

it("comes back from a button as it went in", async () => {
  const encoded = encodeCall({ label: "Snooze", call: CALL }, 3, FROM);
  expect(encoded.action_id).toBe("call:signals.snooze:3");
  expect(await decodeCall(encoded, findNothing)).toEqual({ call: CALL, opensDialog: false, from: FROM });

  const dialog = encodeCall({ label: "Why", call: CALL, opens: "dialog" }, 4, undefined);
  expect(await decodeCall(dialog, findNothing)).toEqual({ call: CALL, opensDialog: true, from: undefined });
});

it("travels by an id where it is too long for a button", async () => {
  const long = { name: "projects.create", input: { description: "x".repeat(3_000) } };
  const { kept, ...button } = encodeCall({ label: "Create", call: long }, 0, FROM);
  expect(button.value.length).toBeLessThan(100);
  const found = await decodeCall(button, async (id) => (id === kept?.id ? kept.call : undefined));
  expect(found).toEqual({ call: long, opensDialog: false, from: FROM });
  expect(await decodeCall(button, findNothing)).toBeUndefined();
});

it.each([
  { action_id: "approve", value: "{}" },
  { action_id: "call:x:1" },
  { action_id: "call:x:1", value: "not json" },
  { action_id: "call:x:1", value: '{"input":7}' },
  { action_id: "drop:x:1", value: '{"input":{}}' },
])("does not take %o for one of ours", async (action) => {
  expect(await decodeCall(action, findNothing)).toBeUndefined();
});

it.each([
  ["approve:01a1fe84", { name: "approvals.approve", input: { approval: "01a1fe84" } }, false],
  [
    "approve:slack:17.5.a:0123456789abcdef",
    { name: "approvals.approve", input: { approval: "slack:17.5.a", tag: "0123456789abcdef" } },
    false,
  ],
  ["decline:12", { name: "approvals.form", input: { approval: "12", to: "decline" } }, true],
  ["modify:12", { name: "approvals.form", input: { approval: "12", to: "modify" } }, true],
])("reads the value “%s” of other programs", async (value, call, opensDialog) => {
  expect(await decodeCall({ action_id: "theirs", value }, findNothing)).toEqual({ call, opensDialog });
});
