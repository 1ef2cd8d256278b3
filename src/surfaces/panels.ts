import type { Outcome } from "#kernel/invocation";
import type { Call, ViewNode } from "#lib/view";

const ITEMS_MAX = 8;

/** One screen of the home tab, and of the web page: what the capabilities answer, one below the other. */
export interface Panel {
  key: string;
  title: string;
  parts: readonly Part[];
}

interface Part {
  title: string;
  call: Call;
  /** The same for whoever asks with a key, who is nobody in particular. */
  forAll?: Call;
  /** It means nothing to whoever asks with a key. */
  isPersonal?: true;
  /** What is asked once the answer is there, because it follows from it. */
  next?(result: unknown): Call[];
}

/** Parts that this installation does not have are left out. */
export const PANELS: readonly [Panel, ...Panel[]] = [
  {
    ...{ key: "needs", title: "What needs you" },
    parts: [
      { title: "Waits for you", call: toCall("triage", { mine: true }), forAll: toCall("triage") },
      {
        title: "Approvals",
        call: toCall("approvals.list", { of: "mine" }),
        forAll: toCall("approvals.list", { of: "all" }),
      },
      { title: "Carrying out", call: toCall("control.show") },
    ],
  },
  {
    ...{ key: "team", title: "Your team" },
    parts: [{ title: "Now", call: toCall("teams.now"), next: toSprint }],
  },
  { key: "reports", title: "Reports", parts: [{ title: "Last reports", call: toCall("schedules.posted") }] },
  { key: "schedules", title: "Schedules", parts: [{ title: "By the clock", call: toCall("schedules.list") }] },
  {
    ...{ key: "health", title: "Health" },
    parts: [
      { title: "Sources and jobs", call: toCall("health") },
      { title: "Documents", call: toCall("sources") },
    ],
  },
  {
    ...{ key: "settings", title: "Settings" },
    parts: [
      { title: "You", call: toCall("whoami") },
      { title: "When you work", call: toCall("settings"), isPersonal: true },
      { title: "Your data", call: toCall("privacy"), isPersonal: true },
      { title: "What I can do", call: toCall("help") },
    ],
  },
];

export function findPanel(key: string | undefined): Panel {
  return PANELS.find((panel) => panel.key === key) ?? PANELS[0];
}

interface Asking {
  catalogue: { has(name: string): boolean };
  ask(call: Call): Promise<Outcome>;
  /** Whether whoever asks is known as a person. */
  isPerson: boolean;
}

/** Every part is asked once and at the same time, however much it shows. */
export async function composePanel({ parts }: Panel, asking: Asking): Promise<ViewNode[]> {
  const meant = parts.filter(({ isPersonal }) => asking.isPerson || isPersonal !== true);
  const there = meant.filter(({ call }) => asking.catalogue.has(call.name));
  const bodies = await Promise.all(there.map((part) => composePart(part, asking)));
  if (bodies.length > 0) return bodies.flat();
  return [{ type: "text", content: ["There is nothing to show yet. Try /adjutant help."] }];
}

async function composePart({ title, call, forAll, next }: Part, asking: Asking): Promise<ViewNode[]> {
  const asked = asking.isPerson ? call : (forAll ?? call);
  const outcome = await asking.ask(asked);
  const followed = outcome.status === "done" ? (next?.(outcome.result) ?? []) : [];
  const more = await Promise.all(
    followed
      .filter(({ name }) => asking.catalogue.has(name))
      .map(async (one) => composeBrief(one, await asking.ask(one))),
  );
  return [{ type: "header", text: title }, ...composeBody(asked, outcome), ...more.flat(), { type: "divider" }];
}

function composeBody(call: Call, outcome: Outcome): ViewNode[] {
  if (!("view" in outcome)) return [{ type: "text", content: [outcome.message] }];
  const { text, nodes } = outcome.view;
  const body = nodes.filter(({ type }) => type !== "header" && type !== "form");
  const shown: ViewNode[] = body.length > 0 ? body : [{ type: "text", content: [text] }];
  return shown.flatMap((node) => shorten(node, call));
}

/** Of a whole report its words and figures; lists and tables are one click away. */
function composeBrief(call: Call, outcome: Outcome): ViewNode[] {
  if (!("view" in outcome)) return [];
  const { nodes } = outcome.view;
  const [header] = nodes.filter(({ type }) => type === "header");
  const name = header?.type === "header" ? header.text : call.name;
  return [
    { type: "text", content: [{ bold: name }] },
    ...nodes.filter(({ type }) => type === "text" || type === "figures"),
    { type: "buttons", buttons: [{ label: "Open it", description: `Open ${name}`, call, opens: "dialog" }] },
  ];
}

/** A screen shows the first few; the rest is one click away. */
function shorten(node: ViewNode, call: Call): ViewNode[] {
  if (node.type !== "items" || node.items.length <= ITEMS_MAX) return [node];
  const more = (node.more ?? 0) + node.items.length - ITEMS_MAX;
  const label = "Show all";
  const description = node.title ? `Show all: ${node.title}` : label;
  return [
    { ...node, items: node.items.slice(0, ITEMS_MAX), more },
    { type: "buttons", buttons: [{ label, description, call, opens: "dialog" }] },
  ];
}

function toSprint(result: unknown): Call[] {
  const { team } = result as { team?: string };
  return team === undefined ? [] : [toCall("sprint", { team })];
}

function toCall(name: string, input: Record<string, unknown> = {}): Call {
  return { name, input };
}
