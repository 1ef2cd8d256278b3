import { expect, it } from "vitest";
import { LIMITS as SANDBOX } from "#sandbox/slack/blocks/limits";
import { LIMITS } from "#surfaces/slack/limits";

const { message, view, actions, button, confirm, table } = LIMITS;

it.each([
  ["blocks of a message", message.blocks, SANDBOX.messageBlocks],
  ["blocks of a view", view.blocks, SANDBOX.viewBlocks],
  ["a view's title", view.title, SANDBOX.viewTitle],
  ["a header", LIMITS.header, SANDBOX.header],
  ["fields of a section", LIMITS.fields, SANDBOX.fields],
  ["text in a context", LIMITS.contextText, SANDBOX.field],
  ["elements of actions", actions, SANDBOX.actions],
  ["a button's value", button.value, SANDBOX.buttonValue],
  ["a button's description", button.description, SANDBOX.accessibilityLabel],
  ["a confirmation's title", confirm.title, SANDBOX.confirmTitle],
  ["a confirmation's text", confirm.text, SANDBOX.confirmText],
  ["a confirmation's buttons", confirm.button, SANDBOX.confirmButton],
  ["an address", LIMITS.url, SANDBOX.url],
  ["a stretch of rich text", LIMITS.richText, SANDBOX.text],
  ["columns of a table", table.columns, SANDBOX.tableColumns],
  ["text of a table", table.text, SANDBOX.tableText],
])("what we know of Slack agrees with what the sandbox knows: %s", (_what, ours, theirs) => {
  expect(ours).toBe(theirs);
});

it("stays below the two limits that Slack does not hold exactly", () => {
  expect(message.allText).toBeLessThan(SANDBOX.allText);
  expect(message.text).toBeLessThan(SANDBOX.messageText);
});
