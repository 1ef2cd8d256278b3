import { setTimeout as pause } from "node:timers/promises";
import type { SlackSandbox } from "#sandbox/slack/sandbox";

export interface LoadOptions {
  slack: SlackSandbox;
  perSecond: number;
  seconds: number;
  /** What goes wrong meanwhile, and when, in shares of the whole time. */
  strikes: { at: number; strike(): void }[];
}

export interface LoadResult {
  sent: number;
  acked: number;
  /** Milliseconds from command to acknowledgement. */
  p50: number;
  p99: number;
}

/** Types commands at a steady rate while things go wrong, and counts which were acknowledged. */
export async function typeCommands({ slack, perSecond, seconds, strikes }: LoadOptions): Promise<LoadResult> {
  const acks: ReturnType<SlackSandbox["ackCommand"]>[] = [];
  const total = perSecond * seconds;
  const waiting = [...strikes].sort((a, b) => a.at - b.at);
  for (let index = 0; index < total; index++) {
    while (waiting[0] && index / total >= waiting[0].at) waiting.shift()?.strike();
    acks.push(slack.ackCommand({ user: "U0ADA", channel: "eng", command: "/standup", text: "core" }));
    await pause(1_000 / perSecond);
  }
  const ended = await Promise.all(acks);
  const times = ended.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    sent: ended.length,
    acked: ended.filter(({ outcome }) => outcome === "acked").length,
    p50: times[Math.floor(times.length / 2)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}
