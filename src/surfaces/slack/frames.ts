import type { SocketModeClient } from "@slack/socket-mode";

/** A frame as far as it matters here. */
interface Frame {
  type?: unknown;
  reason?: unknown;
  payload?: unknown;
}

export interface FrameListeners {
  onHello(frame: Frame): void;
  /** Slack asks for a new connection; `closeLine` lets the library close this one. */
  onDisconnect(reason: string, closeLine: () => void): void;
  /** An error that would have ended the process. */
  onGuarded(error: unknown): void;
}

/**
 * Stands between the socket and the library, which would close the line at once when asked for a new one, and would end
 * the process over a frame it does not expect. A future version that reads its frames in another way is left alone.
 */
export function guardFrames(client: SocketModeClient, listeners: FrameListeners): void {
  const [handle] = client.listeners("ws_message");
  if (!handle) return;

  function pass(data: unknown, isBinary: boolean): void {
    Promise.resolve()
      .then(() => handle?.(data, isBinary))
      .catch(listeners.onGuarded);
  }

  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: boolean) => {
    const frame = parseFrame(data);
    if (frame?.type === "hello") listeners.onHello(frame);
    if (frame?.type === "disconnect") {
      listeners.onDisconnect(String(frame.reason ?? "disconnect"), () => pass(data, isBinary));
    } else {
      pass(frame?.type === "events_api" ? withInnerEvent(frame, data) : data, isBinary);
    }
  });
}

/** "You are sending too much" comes as an event without an event inside, which the library takes for granted. */
function withInnerEvent(frame: Frame, data: unknown): unknown {
  const payload = frame.payload;
  if (typeof payload !== "object" || payload === null || "event" in payload) return data;
  const type = "type" in payload ? payload.type : "unknown";
  return JSON.stringify({ ...frame, payload: { ...payload, event: { type } } });
}

/** Commands and clicks, which are many, need no look inside; a false alarm only costs one. */
const LOOKED_AT = /"(?:hello|disconnect|events_api)"/;

function parseFrame(data: unknown): Frame | undefined {
  if (typeof data !== "string" || !LOOKED_AT.test(data)) return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === "object" && frame !== null ? frame : undefined;
  } catch {
    // Not JSON; the library ignores it too.
    return undefined;
  }
}
