import type { Office } from "../slack/desk.ts";
import type { Json, News } from "../slack/model.ts";

/** The news as this person may know them. */
export function tellOf(office: Office, news: News, user: string): Json | undefined {
  switch (news.type) {
    case "message":
      return tellMessage(office, news, user);
    case "view":
    case "home":
      return news.view.user === user ? { type: news.type } : undefined;
    case "notice":
    case "prompts":
      return news.user === user ? { ...news } : undefined;
    case "status":
      return { ...news };
  }
}

type MessageNews = Extract<News, { type: "message" }>;

function tellMessage({ workspace }: Office, { act, message }: MessageNews, user: string): Json | undefined {
  const { channel, onlyFor, threadTs, ts, text, isFromApp } = message;
  const room = workspace.channel(channel);
  const mayRead = room.kind === "public" || room.members.has(user);
  if (!mayRead || (onlyFor !== null && onlyFor !== user)) return undefined;
  return { type: "message", act, channel, thread: threadTs, ts, text, isFromApp, isOwn: message.user === user };
}
