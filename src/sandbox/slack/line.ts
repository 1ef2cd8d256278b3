import type { WebSocket } from "ws";
import type { SocketFault } from "./faults.ts";
import { disconnectFrame, helloFrame } from "./frames.ts";
import type { SocketOptions } from "./sockets.ts";

const CONNECTIONS_MAX = 10;

/** After a refresh was asked for, envelopes still come this way for a moment. */
const TAIL_MS = 100;

const CLOSE_MS = 10_000;

const GOODBYE_MS = 250;

export interface Line {
  socket: WebSocket;
  /** False once the app has been asked to go elsewhere. */
  isOpen: boolean;
  /** Swallows everything, in both directions. */
  isMute: boolean;
}

/** Takes a new connection in, or turns it away when there are ten. */
export function receive(
  socket: WebSocket,
  lines: Line[],
  { hear, faults }: Pick<SocketOptions, "hear" | "faults">,
): void {
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
  setTimeout(() => greet(line, lines.length), faults.take("hello_late")?.ms ?? 0);
}

function greet(line: Line, connections: number): void {
  if (line.socket.readyState !== line.socket.OPEN) return;
  line.isOpen = true;
  line.socket.send(helloFrame(connections));
}

export function pingAll(lines: Line[]): void {
  for (const { socket, isMute } of lines) if (!isMute) socket.ping();
}

export const STRIKES: Record<SocketFault["kind"], (line: Line) => void> = {
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
export function sayGoodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1_001);
  });
}
