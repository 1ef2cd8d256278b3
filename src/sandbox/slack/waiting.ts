import type { Office } from "./desk.ts";
import type { News } from "./model.ts";

export function nextNews(office: Office, test: (news: News) => boolean, waitMs: number): Promise<News> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new Error(`Nothing came within ${waitMs} ms.`))), waitMs);
    const stop = office.feed.subscribe((news) => {
      if (test(news)) end(() => resolve(news));
    });
    function end(settle: () => void): void {
      clearTimeout(timer);
      stop();
      settle();
    }
  });
}

/** Gives up quietly: silence is an outcome, too. */
export async function withinMs(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}
