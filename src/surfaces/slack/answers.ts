import { type Capability, type Catalogue, describeUsage } from "#kernel/capability";
import type { Issue, Outcome } from "#kernel/invocation";
import { describeIssue } from "#lib/issues";
import { type Button, say, type View, type ViewNode } from "#lib/view";
import { commandOf, findNearest, ROOT } from "./lookup.ts";

const REFERENCE_LENGTH = 8;
const USUAL = ["help", "standup", "triage", "ask"];

/** What a person reads of an outcome; `capability` is what they asked for, if it is known. */
export function toView(outcome: Outcome, capability?: Capability): View {
  switch (outcome.status) {
    case "done":
    case "proposed":
      return outcome.view;
    case "refused":
      return outcome.issues?.length ? describeIssues(outcome.issues, capability) : say(outcome.message);
    case "unavailable":
    case "failed":
      return withNote(say(outcome.message), `Reference ${outcome.id.slice(-REFERENCE_LENGTH)}`);
  }
}

/** What is wrong with the words, and how they are meant. */
export function describeIssues(issues: readonly Issue[], capability?: Capability): View {
  const lines = issues.map(describeIssue);
  const view: View = {
    text: `That did not work: ${lines.join(" ")}`,
    nodes: [
      { type: "text", content: [{ bold: "That did not work." }] },
      { type: "items", items: lines.map((line) => ({ content: [line] })) },
    ],
  };
  return capability ? { ...view, nodes: [...view.nodes, usageNote(capability)] } : view;
}

export function describeUnknown(catalogue: Catalogue, words: readonly string[]): View {
  const said = words[0] === ROOT ? words.slice(1) : words;
  const [unknown, nearest] = [`I do not know “${said.join(" ")}”.`, findNearest(catalogue, words)];
  const [lead, commands] =
    nearest.length > 0 ? ["Did you mean", nearest] : ["You could begin with", listUsual(catalogue)];
  return {
    text: `${unknown} ${lead} ${commands.join(" or ")}?`,
    nodes: [
      { type: "text", content: [{ bold: unknown }, ` ${lead} one of these?`] },
      { type: "items", items: commands.map((command) => ({ content: [{ code: command }] })) },
      ...helpButton(catalogue),
    ],
  };
}

/** Where nothing is near: what people ask for most, as far as it is there. */
function listUsual(catalogue: Catalogue): string[] {
  return USUAL.flatMap((name) => catalogue.get(name) ?? []).map(commandOf);
}

export const OUTDATED = say("This card is outdated. Ask again for a fresh one, or look at the app's Home tab.");

/** What was just done, above what is shown anew. */
export function withBanner(banner: View, view: View): View {
  return { text: `${banner.text} ${view.text}`, nodes: [...banner.nodes, { type: "divider" }, ...view.nodes] };
}

function withNote(view: View, note: string): View {
  return { ...view, nodes: [...view.nodes, { type: "note", content: [note] }] };
}

function usageNote(capability: Capability): ViewNode {
  return { type: "note", content: ["Write it like ", { code: describeUsage(capability) }] };
}

function helpButton(catalogue: Catalogue): ViewNode[] {
  if (!catalogue.has("help")) return [];
  const button: Button = { label: "What I can do", call: { name: "help", input: {} }, opens: "dialog" };
  return [{ type: "buttons", buttons: [button] }];
}
