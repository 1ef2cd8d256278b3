import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the system hands to connections, one of which might take it before it is used. */
const RANGE = { from: 12_000, to: 32_000 };
const TRIES_MAX = 100;

/** A port of this machine that nobody listens on, for a bot that has to know its address before it starts. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = RANGE.from + Math.floor(Math.random() * (RANGE.to - RANGE.from));
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${TRIES_MAX} ports was free.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
