import type { Ack } from "./ack.ts";
import type { Office } from "./desk.ts";
import type { Message, News, View } from "./model.ts";
import { withinMs } from "./waiting.ts";

export const WAIT_MS = 5_000;

/** What came of something a person did. */
export interface Seen {
  outcome: Ack["outcome"] | "unheard";
  /** Until the ack. */
  ms: number;
  /** All there was to read, notices included; empty when nothing came in time. */
  text: string;
  message?: Message;
  view?: View;
  /** In what order it came. */
  news: News[];
}

export interface Who {
  /** Id of the person. */
  user: string;
  /** Id or name of the channel; the direct conversation with the app when it is missing. */
  channel?: string;
  /** How long to wait for something to see; five seconds when it is missing. */
  waitMs?: number;
}

/** Does it, and waits until the person has something new to look at. */
export async function watch(
  office: Office,
  who: Who,
  act: () => Promise<Ack> | null | Promise<Ack | null>,
): Promise<Seen> {
  const news: News[] = [];
  let wake = () => {};
  const shown = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const stop = office.feed.subscribe((one) => {
    if (!isForEyes(office, who.user, one)) return;
    news.push(one);
    wake();
  });
  try {
    const ack = await act();
    await withinMs(shown, ack === null ? 0 : (who.waitMs ?? WAIT_MS));
    return describe(ack, news);
  } finally {
    stop();
  }
}

function describe(ack: Ack | null, news: News[]): Seen {
  const message = news.find((one) => one.type === "message");
  const view = news.find((one) => one.type === "view" || one.type === "home");
  const words = news.map((one) => (one.type === "message" ? one.message.text : one.type === "notice" ? one.text : ""));
  return {
    outcome: ack?.outcome ?? "unheard",
    ms: ack?.ms ?? 0,
    text: words.filter((text) => text !== "").join("\n"),
    ...(message?.type === "message" && { message: message.message }),
    ...((view?.type === "view" || view?.type === "home") && { view: view.view }),
    news,
  };
}

/** Whether this person sees it, and it is not their own words. */
function isForEyes({ workspace }: Office, user: string, news: News): boolean {
  switch (news.type) {
    case "message": {
      const { onlyFor, isFromApp, channel } = news.message;
      const isReader = workspace.channel(channel).members.has(user);
      return isFromApp && isReader && (onlyFor === null || onlyFor === user);
    }
    case "view":
    case "home":
      return news.view.user === user;
    case "notice":
      return news.user === user;
    default:
      return false;
  }
}
