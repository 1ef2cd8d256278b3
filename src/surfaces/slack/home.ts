import { z } from "zod";
import { sha256 } from "#lib/hash";
import type { Button, Call, View, ViewNode } from "#lib/view";
import { composePanel, findPanel, PANELS, type Panel } from "../panels.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { codeOf } from "./failure.ts";
import { renderHome } from "./render.ts";

/** The call of a tab, which no capability answers: it only turns the page. */
const TAB = "home";
const Tab = z.object({ panel: z.string() });

export interface HomeChange {
  /** What was just done, to be said on top. */
  banner?: View;
  /** The edition the person sees, so that a newer one is not overwritten by an older. */
  hash?: string | undefined;
  /** The panel to show; the one they have before them unless given. */
  panel?: string | undefined;
  /** Nobody asked: what would look the same is not published again. */
  isRefresh?: boolean;
}

/** Renders a person's home tab from what the capabilities answer them, and shows it. */
export async function publishHome(desk: Desk, asker: Asker, change: HomeChange): Promise<void> {
  const before = desk.homes.shownTo(asker.userId);
  const panel = findPanel(change.panel ?? before?.panel);
  const body = await composePanel(panel, {
    catalogue: desk.catalogue,
    ask: (call) => ask(desk, asker, { call, step: `${call.name}:${JSON.stringify(call.input)}` }),
    isPerson: true,
  });
  const digest = digestOf(panel, [...(change.banner?.nodes ?? []), ...body]);
  if (change.isRefresh && before?.digest === digest) return;
  await publish(desk, asker, { change, panel, view: compose(panel, body, change.banner) });
  desk.homes.noteShown(asker.userId, { panel: panel.key, digest });
}

/** The panel that a button turns to; undefined for every other button. */
export function readTab({ name, input }: Call): string | undefined {
  return name === TAB ? Tab.safeParse(input).data?.panel : undefined;
}

/** The panel of a home tab that Slack sends along. */
export function readPanel(metadata: string | undefined): string | undefined {
  try {
    return Tab.safeParse(JSON.parse(metadata ?? "")).data?.panel;
  } catch {
    // One of an edition that had no panels.
    return undefined;
  }
}

interface Edition {
  change: HomeChange;
  panel: Panel;
  view: View;
}

async function publish(desk: Desk, { userId }: Asker, { change, panel, view }: Edition): Promise<void> {
  const { shown, kept } = renderHome(view);
  const home = { ...shown, private_metadata: JSON.stringify({ panel: panel.key }) };
  await desk.outbox.keepCalls(kept, desk.now());
  const send = (edition?: string) =>
    desk.api.interactive.views.publish({ user_id: userId, view: home, ...(edition && { hash: edition }) });
  try {
    await send(change.hash);
  } catch (error) {
    // Somebody else's edition came between; ours was made later, and is shown without asking for theirs.
    if (codeOf(error) !== "hash_conflict") throw error;
    await send();
  }
}

function compose({ key, title }: Panel, body: ViewNode[], banner: View | undefined): View {
  const tabs = PANELS.map((panel) => toTab(panel, panel.key === key));
  const top: ViewNode[] = banner ? [...banner.nodes, { type: "divider" }] : [];
  return {
    text: `Home: ${title}`,
    nodes: [...top, { type: "buttons", buttons: tabs }, { type: "header", text: title }, ...body],
  };
}

function toTab({ key, title }: Panel, isShown: boolean): Button {
  return {
    ...{ label: title, description: isShown ? `${title}, shown below` : `Show ${title}` },
    ...(isShown && { style: "primary" as const }),
    call: { name: TAB, input: { panel: key } },
  };
}

/** Of what a person would notice: the small print with its times would make every edition a new one. */
function digestOf({ key }: Panel, nodes: readonly ViewNode[]): string {
  return sha256(JSON.stringify([key, nodes.filter(({ type }) => type !== "note")]));
}
