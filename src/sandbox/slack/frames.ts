import { APP } from "./workspace.ts";

/** Seconds that a connection lives on average, as hello says. */
const LIFETIME_SECONDS = 18_060;

export function helloFrame(connections: number): string {
  return JSON.stringify({
    type: "hello",
    num_connections: connections,
    debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: LIFETIME_SECONDS },
    connection_info: { app_id: APP.id },
  });
}

export function disconnectFrame(reason: string): string {
  return JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } });
}
