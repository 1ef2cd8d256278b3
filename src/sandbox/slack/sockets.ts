import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Faults } from "../wire/faults.ts";
import type { ArmedFault, SocketFault } from "./faults.ts";
import { APP } from "./workspace.ts";

const CONNECTIONS_MAX = 10;
const PING_MS = 10_000;
const TICKETS_MAX = 1_000;
/** After a refresh was asked for, envelopes still come this way for a moment. */
const TAIL_MS = 100;
const CLOSE_MS = 10_000;
const GOODBYE_MS = 250;
/** Seconds that a connection lives on average, as hello says. */
const LIFETIME_SECONDS = 18_060;
const FRAME_BYTES_MAX = 1_000_000;

interface Line {
  socket: WebSocket;
  /** False once the app has been asked to go elsewhere. */
  isOpen: boolean;
  /** Swallows everything, in both directions. */
  isMute: boolean;
}

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
  let turn = 0;

  function connect(socket: WebSocket): void {
    if (lines.length >= CONNECTIONS_MAX) {
      socket.send(disconnectFrame("too_many_websockets"));
      socket.close();
      return;
    }
    const line: Line = { socket, isOpen: false, isMute: false };
    lines.push(line);
    socket.on("message", (data) => line.isMute || hear(data.toString()));
    socket.on("ping", (data) => line.isMute || socket.pong(data));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => lines.splice(lines.indexOf(line), 1));
    setTimeout(() => greet(line), faults.take("hello_late")?.ms ?? 0);
  }

  function greet(line: Line): void {
    if (line.socket.readyState !== line.socket.OPEN) return;
    line.isOpen = true;
    line.socket.send(helloFrame(lines.length));
  }

  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (tickets.delete(ticketOf(request))) gate.handleUpgrade(request, stream, head, connect);
    else stream.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  const pinging = setInterval(() => {
    for (const { socket, isMute } of lines) if (!isMute) socket.ping();
  }, PING_MS).unref();

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

const STRIKES: Record<SocketFault["kind"], (line: Line) => void> = {
  refresh(line) {
    line.socket.send(disconnectFrame("refresh_requested"));
    setTimeout(() => {
      line.isOpen = false;
    }, TAIL_MS).unref();
    setTimeout(() => line.socket.terminate(), CLOSE_MS).unref();
  },
  warning(line) {
    line.socket.send(disconnectFrame("warning"));
    setTimeout(() => line.socket.terminate(), CLOSE_MS).unref();
  },
  link_disabled(line) {
    line.isOpen = false;
    line.socket.send(disconnectFrame("link_disabled"));
    line.socket.close();
  },
  reset: (line) => line.socket.terminate(),
  half_open(line) {
    line.isMute = true;
  },
  no_pongs(line) {
    line.socket.removeAllListeners("ping");
  },
};

/** A connection that is not closed politely in time is cut. */
function sayGoodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1_001);
  });
}

function ticketOf({ url = "/" }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  return pathname === "/link/" ? (searchParams.get("ticket") ?? "") : "";
}

function helloFrame(connections: number): string {
  return JSON.stringify({
    type: "hello",
    num_connections: connections,
    debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: LIFETIME_SECONDS },
    connection_info: { app_id: APP.id },
  });
}

function disconnectFrame(reason: string): string {
  return JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } });
}
