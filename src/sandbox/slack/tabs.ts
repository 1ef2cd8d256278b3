import type { Ack } from "./ack.ts";
import type { Press } from "./acts.ts";
import type { Office } from "./desk.ts";
import { interaction } from "./interactions.ts";
import { hears } from "./manifest.ts";
import type { Json } from "./model.ts";
import { sendEvent } from "./say.ts";
import { toWireView } from "./view-wire.ts";

/** A person looks at the app's home or messages tab. */
export async function openTab(office: Office, userId: string, tab: "home" | "messages"): Promise<Ack | null> {
  if (!hears(office.manifest, "app_home_opened")) return null;
  const channel = office.workspace.directWith(userId);
  const view = office.views.home(userId);
  const event_ts = (office.now().getTime() / 1_000).toFixed(6);
  const event = { type: "app_home_opened", user: userId, channel: channel.id, tab, event_ts };
  return sendEvent(office, { ...event, ...(view && tab === "home" && { view: toWireView(view) }) });
}

/** What an external select offers for some letters. */
export async function suggest(
  office: Office,
  userId: string,
  { viewId, ...about }: Press & { viewId: string },
): Promise<Json[]> {
  const view = office.views.find(viewId);
  const user = office.workspace.user(userId);
  const base = { ...interaction(office, "block_suggestion", user), view: toWireView(view) };
  const value = String(about.value ?? "");
  const payload = { ...base, action_id: about.actionId, block_id: about.blockId, value };
  const ack = await office.envelopes.send("interactive", `suggest ${about.actionId}`, payload);
  const options = ack.outcome === "acked" ? ack.payload["options"] : undefined;
  return Array.isArray(options) ? options : [];
}
