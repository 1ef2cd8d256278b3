import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a command in a process of its own and resolves with what it printed. */
export async function adjutant(env: Record<string, string>, ...words: string[]): Promise<string> {
  const { printed, code } = await run("node", ["scripts/launch.js", "src/main.ts", ...words], env);
  if (code !== 0) throw new Error(`adjutant ${words[0]} ended with ${code}: ${printed}`);
  return printed;
}

export async function run(command: string, words: string[], env: Record<string, string> = {}) {
  const child = spawn(command, words, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  const [code] = await once(child, "close");
  return { printed: Buffer.concat(chunks).toString(), code: code as number | null };
}
