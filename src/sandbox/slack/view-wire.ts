import type { Json, View } from "./model.ts";
import { APP, TEAM } from "./workspace.ts";

/** As the Web API and payloads show it. */
export function toWireView(view: View): Json {
  const { id, type, hash, body, values, rootId, previousId } = view;
  const defaults = { private_metadata: "", callback_id: "", external_id: "", title: null, close: null, submit: null };
  return {
    ...defaults,
    clear_on_close: false,
    notify_on_close: false,
    ...body,
    ...{ id, type, hash, team_id: TEAM.id, app_id: APP.id, bot_id: APP.botId, app_installed_team_id: TEAM.id },
    state: { values },
    root_view_id: rootId,
    previous_view_id: previousId,
  };
}
