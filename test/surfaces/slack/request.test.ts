import { expect, it } from "vitest";
import { readTyped, withoutMention } from "#surfaces/slack/inbound";
import { readCommand, readSentence } from "#surfaces/slack/request";
import { createFakeCatalogue } from "./capabilities.ts";

const catalogue = createFakeCatalogue();

function read(command: string, text = "") {
  const request = readCommand(catalogue, command, text);
  return "call" in request ? request.call : request.answer.text;
}

function readSaid(text: string) {
  const request = readSentence(catalogue, withoutMention(text, "UBOT"));
  return "call" in request ? request.call : request.answer.text;
}

it.each([
  ["/standup", "", { name: "standup", input: {} }],
  ["/standup", "core 48", { name: "standup", input: { team: "core", hours: 48 } }],
  ["/adjutant", "standup 48", { name: "standup", input: { hours: 48 } }],
  ["/adjutant", "Help", { name: "help", input: {} }],
  ["/adjutant", "", { name: "help", input: {} }],
  ["/adjutant", "teams", { name: "teams", input: {} }],
  ["/adjutant", "teams save core acme/api", { name: "teams.save", input: { key: "core", repositories: ["acme/api"] } }],
  ["/adjutant", "teams.save core", { name: "teams.save", input: { key: "core" } }],
  ["/standup", "help", { name: "help", input: { topic: "standup" } }],
])("takes %s %s for a call", (command, text, call) => {
  expect(read(command, text)).toEqual(call);
});

it("takes “post #channel” for an announcement of the rest", () => {
  expect(read("/standup", "post <#C12345678|eng> core 48")).toEqual({
    name: "messages.post",
    input: { channel: "C12345678", call: { name: "standup", input: { team: "core", hours: 48 } } },
  });
  expect(read("/standup", "post #eng")).toMatch(/cannot tell which channel “#eng” is: \/standup post #channel/);
  expect(read("/standup", "post core")).toMatch(/cannot tell which channel “core” is/);
  expect(read("/standup", "post")).toMatch(/Say where to post it: \/standup post #channel\. Choose it from the list/);
  expect(read("/adjutant", "help post")).toEqual({ name: "help", input: { topic: "post" } });
  expect(read("/standup", "post <#C12345678|eng> nonsense:1")).toMatch(/There is no option “nonsense”/);
});

it("says what is wrong with the words, and how they are meant", () => {
  const request = readCommand(catalogue, "/standup", "core many");
  expect(request).toMatchObject({ answer: { text: "That did not work: “many” is not a number, as hours needs it." } });
  expect(JSON.stringify(request)).toContain("/standup [team] [hours]");
});

it("names the nearest commands when it knows none", () => {
  expect(read("/standpu")).toMatch(/^I do not know “\/standpu”. Did you mean \/standup/);
  expect(read("/adjutant", "triaje")).toMatch(/Did you mean \/triage/);
  expect(read("/adjutant", "team save core")).toContain("/adjutant teams.save");
});

it.each(["hello", "nonsense", "fliegende Fische"])("offers what is most usual where nothing is near “%s”", (words) => {
  const said = read("/adjutant", words);
  expect(said).toContain(`I do not know “${words}”. `);
  expect(said).not.toMatch(/deploy|pause|why/);
  expect(said).toMatch(/\/adjutant help/);
});

it.each([
  ["<@UBOT> standup core", { name: "standup", input: { team: "core" } }],
  ["<@UBOT>, /standup core", { name: "standup", input: { team: "core" } }],
  ["adjutant teams", { name: "teams", input: {} }],
  ["help", { name: "help", input: {} }],
  ["<@UBOT>", { name: "help", input: {} }],
  ["Triage", { name: "triage", input: {} }],
  ["hey <@UBOT|adjutant> standup core", { name: "standup", input: { team: "core" } }],
  ["standup core <@UBOT>", { name: "standup", input: { team: "core" } }],
  ["<@UMIRA> has nothing, <@UBOT>: triage web?", { name: "triage", input: { team: "web" } }],
  ["<@UBOT> could you triage web, please?", { name: "triage", input: { team: "web" } }],
  ["<@UBOT> good morning, show us the standup", { name: "standup", input: {} }],
])("understands “%s” in a message", (text, call) => {
  expect(readSaid(text)).toEqual(call);
});

it("answers a sentence it does not understand with what it could have been", () => {
  expect(readSaid("<@UBOT> good morning to you all")).toMatch(/^I do not know/);
});

it("reads what people typed out of what Slack sends", () => {
  const sent =
    "<@U1|mira> in <#C1|eng>: <https://a.example/x|a.example/x> &lt;b&gt; &amp;lt; <mailto:a@b.example|a@b.example> <!here>";
  expect(readTyped(sent)).toBe("U1 in C1: https://a.example/x <b> &lt; a@b.example");
});
