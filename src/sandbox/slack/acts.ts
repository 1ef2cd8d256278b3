import type { Ack } from "./ack.ts";
import type { Office } from "./desk.ts";
import { findElement } from "./elements.ts";
import { messageClick, messageShortcut, viewClick } from "./interactions.ts";
import type { Json, View } from "./model.ts";
import type { Place } from "./payloads.ts";
import { toValue } from "./values.ts";

export interface Press {
  actionId: string;
  blockId?: string | undefined;
  /** What was chosen, for anything but a plain button. */
  value?: string | string[] | undefined;
}

/** A click or a choice in a message. Throws SlackError when there is no such element. */
export async function pressInMessage(
  office: Office,
  place: Place,
  { ts, ...press }: Press & { ts: string },
): Promise<Ack> {
  const message = office.messages.find(place.channel.id, ts);
  const action = toAction(office, message.blocks, press);
  const payload = messageClick(office, place, { message, action });
  return office.envelopes.send("interactive", press.actionId, payload);
}

/** A choice in the menu of a message. Throws SlackError when there is no such message. */
export function chooseShortcut(
  office: Office,
  place: Place,
  { ts, callbackId }: { ts: string; callbackId: string },
): Promise<Ack> {
  const message = office.messages.find(place.channel.id, ts);
  return office.envelopes.send("interactive", callbackId, messageShortcut(office, place, { message, callbackId }));
}

/** A click or a choice in a modal or the home tab. */
export async function pressInView(office: Office, { viewId, ...press }: Press & { viewId: string }): Promise<Ack> {
  const view = office.views.find(viewId);
  const action = toAction(office, view.body.blocks, press);
  keepValue(view, press);
  const user = office.workspace.user(view.user);
  return office.envelopes.send("interactive", press.actionId, viewClick(office, user, { view, action }));
}

function toAction(office: Office, blocks: View["body"]["blocks"], { actionId, blockId, value }: Press): Json {
  const { element, blockId: found } = findElement(blocks, actionId, blockId);
  const chosen = value ?? (typeof element["value"] === "string" ? element["value"] : "");
  const action_ts = (office.now().getTime() / 1_000).toFixed(6);
  return { action_id: actionId, block_id: found, ...toValue(element, chosen), action_ts };
}

function keepValue({ body, values }: View, { actionId, blockId, value }: Press): void {
  const { element, blockId: found } = findElement(body.blocks, actionId, blockId);
  if (value === undefined || element["type"] === "button") return;
  values[found] = { ...values[found], [actionId]: toValue(element, value) };
}
