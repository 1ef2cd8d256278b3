import { spawn } from "node:child_process"; import { once } from "node:events"; import { mkdtempSync, readFileSync, rmSync } from "node:fs"; import { join } from "node:path"; import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "#sandbox/start";
const total = Number(process.argv[2] ?? 4000), rounds = Number(process.argv[3] ?? 1), at = Number(process.argv[4] ?? 100);
const flags = (process.env.FLAGS ?? "").split(" ").filter(Boolean);
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" "); return (Number(f[11]) + Number(f[12])) * 10; };
const res: Record<string, number[]> = { bolt: [], adj: [] };
for (let r = 0; r < rounds; r++) for (const name of process.env.ONLY ? [process.env.ONLY] : ["bolt", "adj"]) {
  const folder = mkdtempSync("/tmp/probe-");
  const sandbox = await startSandbox({ seed: 1 });
  const env = { ...process.env, DATABASE_URL: join(folder, "a.db"), SLACK_API_URL: sandbox.slackApiUrl, SLACK_BOT_TOKEN: sandbox.botToken, SLACK_APP_TOKEN: sandbox.appToken, HTTP_PORT: "0", LOG_LEVEL: "warn" };
  const bot = spawn("node", [...flags, ...(name === "adj" ? ["scripts/launch.js", "src/main.ts"] : ["scripts/bench/bare-bolt.ts"])], { env, stdio: ["ignore", "ignore", "inherit"] });
  while (sandbox.slack.office.sockets.count() === 0) await pause(5);
  await pause(1500);
  const user = sandbox.world.state.people[0]!.slackId; const waiting = new Map<number, () => void>(); let next = 0;
  sandbox.slack.office.feed.subscribe((news: any) => { if (news.type !== "message") return; const id = Number(/id(\d+)/.exec(news.message.text)?.[1]); waiting.get(id)?.(); waiting.delete(id); });
  const one = () => new Promise<void>((res) => { const id = next++; waiting.set(id, res); void sandbox.slack.ackCommand({ user, channel: "eng", command: "/adjutant", text: `help id${id}` }); });
  const go = async (n: number) => { let b = 0; await Promise.all(Array.from({ length: at }, async () => { while (b < n) { b++; await one(); } })); };
  await go(1000);
  const [c0, s0, t0] = [cpu(bot.pid!), process.cpuUsage(), performance.now()];
  await go(total);
  const ms = performance.now() - t0, c = cpu(bot.pid!) - c0, s = process.cpuUsage(s0);
  res[name]!.push((total / ms) * 1000);
  console.log(name, ((total / ms) * 1000).toFixed(0), "answers/s; bot cpu us/answer", ((c * 1000) / total).toFixed(0), "sandbox", ((s.user + s.system) / total).toFixed(0));
  bot.kill("SIGTERM"); await once(bot, "exit"); await sandbox.close(); rmSync(folder, { recursive: true });
}
if (rounds > 1) { const m = (v: number[]) => v.toSorted((a, b) => a - b)[v.length >> 1]!; console.log("median ratio", (m(res.adj!) / m(res.bolt!)).toFixed(2)); }
process.exit(0);
