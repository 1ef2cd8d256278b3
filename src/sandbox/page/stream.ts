import type { ServerResponse } from "node:http";
import type { Office } from "../slack/desk.ts";
import type { Json } from "../slack/model.ts";
import { tellOf } from "./telling.ts";

const LISTENERS_MAX = 50;

const TICK_MS = 500;

export interface Stream {
  /** Tells this page what one person can see, until it goes away. */
  open(reply: ServerResponse, user: string): void;
  /** Something that concerns everybody, such as a change of the world. */
  tell(what: Json): void;
  close(): void;
}

/** Server-sent events: they only say what has changed; the page then reads it. */
export function createStream(office: Office): Stream {
  const pages = new Map<ServerResponse, string>();
  let counted = "";

  function send(reply: ServerResponse, what: Json): void {
    reply.write(`data: ${JSON.stringify(what)}\n\n`);
  }

  const stop = office.feed.subscribe((news) => {
    for (const [reply, user] of pages) {
      const told = tellOf(office, news, user);
      if (told) send(reply, told);
    }
  });
  const ticking = setInterval(() => {
    const now = `${office.ledger.count()}:${office.sockets.count()}`;
    if (now === counted || pages.size === 0) return;
    counted = now;
    for (const reply of pages.keys()) send(reply, { type: "ledger", sockets: office.sockets.count() });
  }, TICK_MS).unref();

  return {
    open(reply, user) {
      if (pages.size >= LISTENERS_MAX) {
        reply.writeHead(503).end();
        return;
      }
      reply.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      pages.set(reply, user);
      send(reply, { type: "ready" });
      reply.on("close", () => pages.delete(reply));
    },
    tell(what) {
      for (const reply of pages.keys()) send(reply, what);
    },
    close() {
      stop();
      clearInterval(ticking);
      for (const reply of pages.keys()) reply.end();
    },
  };
}
