import type { Office } from "./desk.ts";

/** `@name` and `#channel` as Slack writes them down; other signs as entities. */
export function escapeNames({ workspace }: Office, text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped
    .replace(/(?<!\w)@([A-Za-z][\w.-]*)/g, (whole, name: string) => {
      const user = [...workspace.users.values()].find((one) => isCalled(one, name));
      return user ? `<@${user.id}>` : whole;
    })
    .replace(/(?<!\w)#([a-z][\w-]*)/g, (whole, name: string) => {
      const channel = [...workspace.channels.values()].find((one) => one.kind !== "im" && one.name === name);
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
}

function isCalled({ name, realName }: { name: string; realName: string }, word: string): boolean {
  const wanted = word.toLowerCase();
  return name.toLowerCase() === wanted || realName.toLowerCase() === wanted;
}
