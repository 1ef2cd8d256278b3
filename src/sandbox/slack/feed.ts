import type { News } from "./model.ts";

/** Tells whoever listens what can be seen now. */
export interface Feed {
  publish(news: News): void;
  /** Returns how to stop. */
  subscribe(listener: (news: News) => void): () => void;
}

export function createFeed(): Feed {
  const listeners = new Set<(news: News) => void>();
  return {
    publish(news) {
      for (const listener of listeners) listener(news);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
