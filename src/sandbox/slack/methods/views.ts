import { z } from "zod";
import type { Office } from "../desk.ts";
import { type Json, SlackError, type View } from "../model.ts";
import { toWireView } from "../view-wire.ts";
import { acceptView } from "./accept.ts";
import { defineMethod, type Method, ViewText } from "./method.ts";

const ByTrigger = z.object({ trigger_id: z.string(), view: ViewText });
const Update = z.object({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: ViewText,
});

function answer(view: View): Json {
  return { view: toWireView(view) };
}

function show(office: Office, act: "opened" | "changed", view: View): Json {
  office.feed.publish(view.type === "home" ? { type: "home", view } : { type: "view", act, view });
  return answer(view);
}

export const views: Record<string, Method> = {
  "views.open": defineMethod(ByTrigger, (office, { trigger_id, view }) => {
    const body = acceptView(office, view);
    return show(office, "opened", office.views.open(office.grants.spendTrigger(trigger_id), body));
  }),
  "views.push": defineMethod(ByTrigger, (office, { trigger_id, view }) => {
    const body = acceptView(office, view);
    return show(office, "opened", office.views.push(office.grants.spendTrigger(trigger_id), body));
  }),
  "views.update": defineMethod(Update, (office, { view_id, external_id, hash, view }) => {
    if (view_id === undefined && external_id === undefined) throw new SlackError("invalid_arguments");
    const target = {
      ...(view_id !== undefined && { id: view_id }),
      ...(external_id !== undefined && { externalId: external_id }),
      ...(hash !== undefined && { hash }),
    };
    return show(office, "changed", office.views.update(target, acceptView(office, view)));
  }),
  "views.publish": defineMethod(
    z.object({ user_id: z.string(), hash: z.string().optional(), view: ViewText }),
    (office, { user_id, hash, view }) => {
      const user = office.workspace.user(user_id).id;
      if (view.type !== "home") throw new SlackError("invalid_arguments");
      return show(office, "changed", office.views.publish(user, acceptView(office, view), hash));
    },
  ),
};
