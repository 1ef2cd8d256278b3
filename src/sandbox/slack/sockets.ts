import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Faults } from "../wire/faults.ts";
import type { ArmedFault, SocketFault } from "./faults.ts";
import { type Line, pingAll, receive, STRIKES, sayGoodbye } from "./line.ts";

const PING_MS = 10_000;

const TICKETS_MAX = 1_000;

const FRAME_BYTES_MAX = 1_000_000;

export interface Sockets {
  /** A ticket for one connection. */
  ticket(): string;
  /** Sends on the next open connection; false when there is none. */
  send(frame: string): boolean;
  strike(fault: SocketFault): void;
  count(): number;
  close(): Promise<void>;
}

export interface SocketOptions {
  server: Server;
  faults: Faults<ArmedFault>;
  hear(frame: string): void;
}

/** The connections of the app. Envelopes go round them in turn. */
export function createSockets({ server, faults, hear }: SocketOptions): Sockets {
  const gate = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: FRAME_BYTES_MAX });
  const tickets = new Set<string>();
  const lines: Line[] = [];
  const pinging = setInterval(() => pingAll(lines), PING_MS).unref();
  let turn = 0;

  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const connect = (socket: WebSocket) => receive(socket, lines, { hear, faults });
    if (tickets.delete(ticketOf(request))) gate.handleUpgrade(request, stream, head, connect);
    else stream.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });

  return {
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      if (tickets.size > TICKETS_MAX) tickets.delete(tickets.values().next().value ?? "");
      return ticket;
    },
    send(frame) {
      for (let tries = 0; tries < lines.length; tries++) {
        const line = lines[turn++ % lines.length];
        if (!line?.isOpen || line.socket.readyState !== line.socket.OPEN) continue;
        if (!line.isMute) line.socket.send(frame);
        return true;
      }
      return false;
    },
    strike({ kind, socket }) {
      const struck = socket === undefined ? [...lines] : lines.slice(socket, socket + 1);
      for (const line of struck) STRIKES[kind](line);
    },
    count: () => lines.filter(({ isOpen }) => isOpen).length,
    async close() {
      clearInterval(pinging);
      await Promise.all(lines.map(({ socket }) => sayGoodbye(socket)));
      gate.close();
    },
  };
}

function ticketOf({ url = "/" }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  return pathname === "/link/" ? (searchParams.get("ticket") ?? "") : "";
}
