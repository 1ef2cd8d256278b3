// Processes that are killed at any moment, one after the other, over one database.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Agreed } from "./objects.ts";

const LIFE_MS_MAX = 20_000;
/** What was compiled once is kept, so that a process is there in a fraction of the time. */
const LAUNCH = "scripts/launch.js";

export interface Lives {
  kills: number;
  /**
   * The source of the process. It loads everything, says so in a line, and waits for one; then it opens the database, says
   * so, and acts. With "--drain" it ends what was begun, and itself.
   */
  worker: string;
  /** It lives until it has said of some that they were agreed to, of at most so many, and a moment longer. */
  agreedMax: number;
  momentMsMax: number;
  env: NodeJS.ProcessEnv;
}

/** Answers what they said was agreed to. While one lives, the next is loaded, and touches nothing yet. */
export async function liveAndDie({ kills, worker, env, ...life }: Lives): Promise<Agreed[]> {
  const agreed: Agreed[] = [];
  let next = load(worker, env);
  for (let kill = 1; kill <= kills; kill++) {
    const { child, loaded, said } = next;
    await loaded;
    if (kill < kills) next = load(worker, env);
    child.stdin.write("live\n");
    await untilSaid(said, Math.floor(Math.random() * (life.agreedMax + 1)));
    await pause(Math.random() * life.momentMsMax);
    await killed(child);
    agreed.push(...readAgreed(said()));
  }
  return agreed;
}

/** Lives undisturbed until nothing is left to do. */
export async function drain({ worker, env }: Pick<Lives, "worker" | "env">): Promise<void> {
  const child = spawn("node", [LAUNCH, worker, "--drain"], { env, stdio: "ignore" });
  await once(child, "exit");
}

/** A line cut in half was not said. */
export function readAgreed(said: string): Agreed[] {
  const lines = said.matchAll(/^agreed (\S+) (\S+) (\S+)\n/gm);
  return [...lines].map(([, id = "", name = "", mark = ""]) => ({ id, name, mark }));
}

function load(worker: string, env: NodeJS.ProcessEnv) {
  const child = spawn("node", [LAUNCH, worker], { env, stdio: ["pipe", "pipe", "ignore"] });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += String(chunk);
  });
  return { child, loaded: once(child.stdout, "data"), said: () => text };
}

/**
 * However busy the machine is: a life of so many milliseconds would be over before anything happened. One that has come to
 * life and is slow is cut all the same; whether anything hangs is seen at the end.
 */
async function untilSaid(said: () => string, count: number): Promise<void> {
  const deadline = Date.now() + LIFE_MS_MAX;
  while (readAgreed(said()).length < count || !said().includes("alive\n")) {
    if (Date.now() > deadline) {
      if (said().includes("alive\n")) return;
      throw new Error(`A process did not come to life: ${said()}`);
    }
    await pause(2);
  }
}

async function killed(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  const [, signal] = await closed;
  if (signal !== "SIGKILL") throw new Error("A process ended before it was killed.");
}
