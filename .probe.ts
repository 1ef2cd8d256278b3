import { spawn } from "node:child_process"; import { once } from "node:events"; import { mkdtempSync, readFileSync, rmSync } from "node:fs"; import { join } from "node:path"; import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "#sandbox/start";
const n = Number(process.argv[2] ?? 5), idle = Number(process.argv[3] ?? 3000);
const flags = (process.env.FLAGS ?? "").split(" ").filter(Boolean);
const folder = mkdtempSync("/tmp/probe-");
const sandbox = await startSandbox({ seed: 1 });
const env = { ...process.env, DATABASE_URL: join(folder, "a.db"), SLACK_API_URL: sandbox.slackApiUrl, SLACK_BOT_TOKEN: sandbox.botToken, SLACK_APP_TOKEN: sandbox.appToken, HTTP_PORT: "0", LOG_LEVEL: "warn" };
const count = () => sandbox.slack.office.sockets.count();
const med = (v: number[]) => v.toSorted((a, b) => a - b)[v.length >> 1];
const out: Record<string, number[][]> = { bolt: [[], []], adj: [[], []] };
const which = process.env.ONLY ? [process.env.ONLY] : ["bolt", "adj"];
for (let i = 0; i <= n; i++) for (const name of which) {
  const words = name === "adj" ? ["scripts/launch.js", "src/main.ts"] : ["scripts/bench/bare-bolt.ts"];
  const t = performance.now();
  const bot = spawn("node", [...flags, ...words], { env, stdio: ["ignore", "ignore", "inherit"] });
  while (count() === 0) await pause(2);
  const ms = performance.now() - t;
  const f = readFileSync(`/proc/${bot.pid}/stat`, "utf8").split(") ")[1]!.split(" "); const cpu = (Number(f[11]) + Number(f[12])) * 10;
  await pause(i === 0 ? 1000 : idle);
  const mb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, "utf8"))?.[1]) / 1024;
  if (process.env.SMAPS) console.log(name, readFileSync(`/proc/${bot.pid}/status`, "utf8").match(/Rss\w+:.*/g)?.join(" "));
  bot.kill(flags.length || i === 0 ? "SIGTERM" : "SIGKILL"); await once(bot, "exit");
  while (count() > 0) await pause(5);
  if (i > 0) { out[name]![0]!.push(ms); out[name]![1]!.push(mb); (out[name]![2] ??= []).push(cpu); }
}
for (const name of which) console.log(name, "start", med(out[name]![0]!)?.toFixed(0), out[name]![0]!.map((x) => x.toFixed(0)).join(","), "cpu", med(out[name]![2]!), "rss", med(out[name]![1]!)?.toFixed(0), out[name]![1]!.map((x) => x.toFixed(0)).join(","));
await sandbox.close(); rmSync(folder, { recursive: true });
process.exit(0);
