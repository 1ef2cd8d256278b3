import type { Call, View, ViewNode } from "#lib/view";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { codeOf } from "./failure.ts";
import { renderHome } from "./render.ts";

const ITEMS_MAX = 5;

/** What the home tab is made of, in this order; parts that this installation does not have are left out. */
const PARTS: { title: string; call: Call }[] = [
  { title: "What needs you", call: { name: "triage", input: { mine: true } } },
  { title: "Approvals", call: { name: "approvals.list", input: { of: "mine" } } },
  { title: "Carrying out", call: { name: "control.show", input: {} } },
  { title: "You", call: { name: "whoami", input: {} } },
  { title: "What I can do", call: { name: "help", input: {} } },
];

const EMPTY: ViewNode = { type: "text", content: ["There is nothing to show yet. Try /adjutant help."] };

export interface HomeChange {
  /** What was just done, to be said on top. */
  banner?: View;
  /** The edition the person sees, so that a newer one is not overwritten by an older. */
  hash?: string | undefined;
}

/** Renders a person's home tab from what the capabilities answer them, and shows it. */
export async function publishHome(desk: Desk, asker: Asker, { banner, hash }: HomeChange): Promise<void> {
  const { shown, kept } = renderHome(await composeHome(desk, asker, banner));
  await desk.outbox.keepCalls(kept, desk.now());
  const publish = (edition?: string) =>
    desk.api.interactive.views.publish({ user_id: asker.userId, view: shown, ...(edition && { hash: edition }) });
  try {
    await publish(hash);
  } catch (error) {
    // Somebody else's edition came between; ours was made later, and is shown without asking for theirs.
    if (codeOf(error) !== "hash_conflict") throw error;
    await publish();
  }
}

async function composeHome(desk: Desk, asker: Asker, banner: View | undefined): Promise<View> {
  const parts = PARTS.filter(({ call }) => desk.catalogue.has(call.name));
  const bodies = await Promise.all(parts.map((part) => composePart(desk, asker, part)));
  const top: ViewNode[] = banner ? [...banner.nodes, { type: "divider" }] : [];
  return { text: "Home", nodes: [...top, ...(bodies.length > 0 ? bodies.flat() : [EMPTY])] };
}

async function composePart(desk: Desk, asker: Asker, { title, call }: (typeof PARTS)[number]): Promise<ViewNode[]> {
  const outcome = await ask(desk, asker, { call, step: call.name });
  const body = toView(outcome).nodes.filter(({ type }) => type !== "header");
  return [{ type: "header", text: title }, ...body.map(shorten), { type: "divider" }];
}

function shorten(node: ViewNode): ViewNode {
  if (node.type !== "items" || node.items.length <= ITEMS_MAX) return node;
  const more = (node.more ?? 0) + node.items.length - ITEMS_MAX;
  return { ...node, items: node.items.slice(0, ITEMS_MAX), more };
}
