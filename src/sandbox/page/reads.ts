import type { Office } from "../slack/desk.ts";
import type { Json, View } from "../slack/model.ts";
import { APP, TEAM } from "../slack/workspace.ts";
import { renderBlocks } from "./render/blocks.ts";
import { settingFor } from "./setting.ts";

/** What the page shows, for one person's eyes. */
export function readWorkspace(office: Office, user: string): Json {
  const { workspace, manifest } = office;
  const me = workspace.user(user);
  workspace.directWith(user);
  const channels = [...workspace.channels.values()].filter(
    ({ kind, members }) => kind === "public" || members.has(user),
  );
  return {
    team: TEAM,
    app: APP,
    me,
    people: workspace.people(),
    channels: channels.map((channel) => ({ ...channel, members: [...channel.members] })),
    commands: [...manifest.features.slash_commands, INVITE],
    isConnected: office.sockets.count() > 0,
  };
}

const INVITE = {
  command: "/invite",
  description: "Bring the app into this channel",
  usage_hint: "@Adjutant",
  should_escape: false,
};

/** The modals a person has before them; the last one is on top. */
export async function readViews(office: Office, user: string): Promise<Json> {
  const home = office.views.home(user);
  const stack = office.views.stack(user);
  return {
    home: home ? await toShownView(office, home) : null,
    modals: await Promise.all(stack.map((view) => toShownView(office, view))),
  };
}

async function toShownView(office: Office, view: View): Promise<Json> {
  const { id, hash, body, errors, values } = view;
  return {
    ...{ id, hash, errors, title: wordsOf(body["title"]), submit: wordsOf(body["submit"]) },
    close: wordsOf(body["close"]) || "Close",
    html: await renderBlocks(body.blocks, { ...settingFor(office), values, errors }),
  };
}

function wordsOf(text: unknown): string {
  return typeof text === "object" && text !== null && "text" in text ? String(text.text) : "";
}
