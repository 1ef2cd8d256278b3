import type { Ack } from "./ack.ts";
import type { Office } from "./desk.ts";
import { elementsIn } from "./elements.ts";
import { viewPayload } from "./interactions.ts";
import { acceptView } from "./methods/accept.ts";
import { isJson, type Json, type View } from "./model.ts";
import { viewIn } from "./show.ts";
import { toValue } from "./values.ts";

export type Filled = Record<string, string | string[]>;

/**
 * Sends a modal off with what was filled in, by block id. What is required and missing is said by Slack itself, without
 * asking the app.
 */
export async function submitView(office: Office, viewId: string, filled: Filled): Promise<Ack> {
  const view = office.views.find(viewId);
  view.errors = fillIn(view, filled);
  if (Object.keys(view.errors).length > 0) {
    office.feed.publish({ type: "view", act: "changed", view });
    return { outcome: "acked", ms: 0, payload: { response_action: "errors", errors: view.errors } };
  }
  const user = office.workspace.user(view.user);
  const payload = viewPayload(office, user, { type: "view_submission", view });
  const ack = await office.envelopes.send("interactive", `submit ${String(view.body["callback_id"] ?? "")}`, payload);
  afterSubmit(office, view, ack);
  return ack;
}

/** Writes the values into the view's state; answers what is missing. */
function fillIn(view: View, filled: Filled): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.body.blocks) {
    const id = String(block["block_id"]);
    const values = elementsIn(block).map((element) => chosenIn(element, filled[id]));
    if (values.length > 0) view.values[id] = { ...view.values[id], ...Object.fromEntries(values.flat()) };
    const isRequired = block.type === "input" && block["optional"] !== true;
    if (isRequired && isEmpty(filled[id] ?? initialOf(block["element"]))) {
      errors[id] = "Please complete this required field.";
    }
  }
  return errors;
}

function chosenIn(element: Json, filled: string | string[] | undefined): [string, Json][] {
  const given = filled ?? initialOf(element);
  return given === undefined ? [] : [[String(element["action_id"]), toValue(element, given)]];
}

function isEmpty(value: string | string[] | undefined): boolean {
  return value === undefined || value.length === 0;
}

/** What an input holds before anybody touches it. */
export function initialOf(element: unknown): string | string[] | undefined {
  if (!isJson(element)) return undefined;
  const { initial_value, initial_option, initial_options, initial_date, initial_user, initial_conversation } = element;
  if (isJson(initial_option)) return String(initial_option["value"]);
  if (Array.isArray(initial_options)) return initial_options.filter(isJson).map(({ value }) => String(value));
  const plain = initial_value ?? initial_date ?? initial_user ?? initial_conversation;
  return typeof plain === "string" ? plain : undefined;
}

function afterSubmit(office: Office, view: View, ack: Ack): void {
  const { views, feed } = office;
  if (ack.outcome !== "acked") {
    view.errors = { "": "We had some trouble connecting. Try again?" };
    feed.publish({ type: "view", act: "changed", view });
    return;
  }
  const action = ack.payload["response_action"];
  const next = viewIn(ack.payload);
  if (action === "errors") {
    view.errors = (ack.payload["errors"] ?? {}) as Record<string, string>;
    feed.publish({ type: "view", act: "changed", view });
  } else if (action === "update" && next) {
    feed.publish({ type: "view", act: "changed", view: views.update({ id: view.id }, acceptView(office, next)) });
  } else if (action === "push" && next) {
    feed.publish({ type: "view", act: "opened", view: views.push(view.user, acceptView(office, next)) });
  } else {
    views.close(view.user, action === "clear");
    feed.publish({ type: "view", act: "closed", view });
  }
}

/** A person turns a modal away. */
export async function closeView(office: Office, viewId: string): Promise<void> {
  const view = office.views.find(viewId);
  office.views.close(view.user);
  office.feed.publish({ type: "view", act: "closed", view });
  if (view.body["notify_on_close"] !== true) return;
  const user = office.workspace.user(view.user);
  await office.envelopes.send("interactive", "view_closed", viewPayload(office, user, { type: "view_closed", view }));
}
