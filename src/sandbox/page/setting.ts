import type { Office } from "../slack/desk.ts";
import type { BlockSetting } from "./render/blocks.ts";

export function settingFor({ workspace }: Office): BlockSetting {
  const users = [...workspace.users.values()].map(({ id, realName }) => ({ id, name: realName }));
  const rooms = [...workspace.channels.values()].filter(({ kind }) => kind !== "im");
  const channels = rooms.map(({ id, name }) => ({ id, name }));
  return {
    names: { users, channels },
    choices: {
      users: users.map(({ id, name }) => ({ value: id, label: name })),
      channels: channels.map(({ id, name }) => ({ value: id, label: `#${name}` })),
    },
    values: {},
    errors: {},
  };
}
