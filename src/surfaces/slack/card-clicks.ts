import type { Call, View } from "#lib/view";
import { isCard } from "./cards.ts";
import { type Asker, ask, type Desk } from "./desk.ts";

/** What decides, or leads to it. */
const DECIDING = new Set(["approvals.approve", "approvals.decline", "approvals.form", "approvals.resolve"]);

interface ClickPlace {
  user: { id: string };
  channel?: { id: string } | undefined;
  container: { is_ephemeral?: boolean | undefined; message_ts?: string | undefined };
  view?: unknown;
}

/**
 * Why a button does nothing where it stands: what decides counts on the card of the approval, and where one person alone
 * sees it. A button without a tag decides on nothing risky, and counts anywhere.
 */
export async function refuseForeign(
  desk: Desk,
  asker: Asker,
  { call, click }: { call: Call; click: ClickPlace },
): Promise<View | undefined> {
  const { approval, tag } = call.input;
  const isBound = tag !== undefined || call.name === "approvals.resolve";
  if (!DECIDING.has(call.name) || typeof approval !== "string" || !isBound || isPrivate(click)) return undefined;
  const [channel, ts] = [click.channel?.id, click.container.message_ts];
  const isOwn = channel && ts && (await isCard(desk, approval, { channel, user: click.user.id, ts }));
  if (isOwn) return undefined;
  desk.log.warn({ approval, channel, user: click.user.id }, "approval clicked beside its card");
  await ask(desk, asker, { call, refusal: ELSEWHERE });
  return elsewhere(approval);
}

function isPrivate({ view, channel, container }: ClickPlace): boolean {
  return view !== undefined || container.is_ephemeral === true || channel?.id.startsWith("D") === true;
}

const ELSEWHERE =
  "This button does not stand on the card of the approval, so nothing was done. Look at it, and decide there.";

function elsewhere(approval: string): View {
  const text = ELSEWHERE;
  const look = { name: "approvals.show", input: { approval, whole: true } };
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      { type: "buttons", buttons: [{ label: "Look", call: look, opens: "dialog" }] },
    ],
  };
}
